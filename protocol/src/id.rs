//! An id on the wire: 13 characters of Crockford base32.

use lamplight_domain::ids::{IdText, parse_id};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use utoipa::ToSchema;

/// Any id of the domain; the field's name says of what.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, ToSchema)]
#[schema(value_type = String, pattern = "^[0-9a-hjkmnp-tv-z]{13}$", example = "0ngx8w1k0a2b4")]
pub struct Id(pub i64);

impl Id {
    /// As the domain's noun.
    pub fn to<T: From<i64>>(self) -> T {
        T::from(self.0)
    }
}

impl<T: Into<i64>> From<T> for Id {
    fn from(id: T) -> Self {
        Self(id.into())
    }
}

impl Serialize for Id {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(IdText::of(self.0).as_str())
    }
}

impl<'de> Deserialize<'de> for Id {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<str>::deserialize(deserializer)?;
        parse_id(&text).map(Self).map_err(serde::de::Error::custom)
    }
}
