//! Query strings as pairs: each name is asked for once, and what nobody asked for is refused.

use std::str::FromStr;

use actix_web::web::Query;
use lamplight_protocol::problem::{Problem, ProblemCode};
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::problem::Refused;

pub(crate) struct Pairs(Vec<(String, String)>);

impl Pairs {
    /// # Errors
    /// `bad-request` when it is no query string.
    pub fn read(query: &str) -> Result<Self, Refused> {
        let pairs = Query::<Vec<(String, String)>>::from_query(query);
        pairs.map(|pairs| Self(pairs.into_inner())).map_err(|_| ProblemCode::BadRequest.into())
    }

    /// All values of a name; commas separate too: `status=unassigned,in_progress`.
    fn take(&mut self, name: &str) -> Vec<String> {
        let (taken, left) = std::mem::take(&mut self.0).into_iter().partition(|(key, _)| key == name);
        self.0 = left;
        let values: Vec<(String, String)> = taken;
        values
            .iter()
            .flat_map(|(_, value)| value.split(','))
            .filter(|value| !value.is_empty())
            .map(str::to_owned)
            .collect()
    }

    /// The whole value of a name, commas included; the last one counts.
    pub fn text(&mut self, name: &str) -> Option<String> {
        let mut last = None;
        self.0.retain(|(key, value)| {
            let mine = key == name;
            if mine {
                last = Some(value.clone());
            }
            !mine
        });
        last.filter(|value| !value.is_empty())
    }

    /// Values of a wire type that is a string in JSON: ids, instants, words.
    ///
    /// # Errors
    /// `invalid-field` naming the parameter.
    pub fn many<T: DeserializeOwned>(&mut self, name: &str) -> Result<Vec<T>, Refused> {
        self.take(name)
            .into_iter()
            .map(|text| serde_json::from_value(Value::String(text)).map_err(|error| invalid(name, &error)))
            .collect()
    }

    /// At most one value of such a type.
    ///
    /// # Errors
    /// `invalid-field` naming the parameter.
    pub fn one<T: DeserializeOwned>(&mut self, name: &str) -> Result<Option<T>, Refused> {
        let mut values = self.many(name)?;
        if values.len() > 1 {
            return Err(invalid(name, &"one value"));
        }
        Ok(values.pop())
    }

    /// A number or a flag.
    ///
    /// # Errors
    /// `invalid-field` naming the parameter.
    pub fn parsed<T: FromStr>(&mut self, name: &str) -> Result<Option<T>, Refused>
    where
        T::Err: std::fmt::Display,
    {
        self.text(name).map(|text| text.parse().map_err(|error| invalid(name, &error))).transpose()
    }

    /// # Errors
    /// `unknown-field` naming the first parameter that nobody asked for.
    pub fn nothing_left(self) -> Result<(), Refused> {
        match self.0.first() {
            None => Ok(()),
            Some((name, _)) => Err(Problem::of(ProblemCode::UnknownField).at(format!("query.{name}")).into()),
        }
    }
}

pub(crate) fn invalid(name: &str, expected: &dyn std::fmt::Display) -> Refused {
    Problem::of(ProblemCode::InvalidField).at(format!("query.{name}")).saying(expected.to_string()).into()
}

#[cfg(test)]
mod tests;
