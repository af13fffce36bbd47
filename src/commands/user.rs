//! `lamplight user`: people and passwords, directly on the data directory. Works while no server runs
//! there: the lock of the directory sees to it. A password is asked for or read, never an argument.

use std::io::{self, BufRead, IsTerminal};
use std::process::ExitCode;

use console::Term;
use lamplight_domain::ids::{GroupId, OrganisationId};
use lamplight_domain::org::{Directory, DirectoryRow, Person, Role, Roles};
use lamplight_store::{Account, AccountChange, Store};
use lamplight_web::hash_password;

use crate::cli::{AddArguments, ListArguments, PasswordArguments, UserCommand};
use crate::clock::wall_clock;
use crate::commands::{open_existing, print};
use crate::failure::Failure;
use crate::register::Register;
use crate::secrets::SystemChance;

/// As many characters as a password needs at least.
const PASSWORD_LENGTH_MIN: usize = 8;

/// Does what was asked, or says why not.
///
/// # Errors
/// Nothing was changed, and why.
pub async fn run(command: UserCommand) -> Result<ExitCode, Failure> {
    let place = match &command {
        UserCommand::Add(arguments) => &arguments.place,
        UserCommand::List(arguments) => &arguments.place,
        UserCommand::Password(arguments) => &arguments.place,
    };
    let opened = open_existing(place).await?;
    let done = match &command {
        UserCommand::Add(arguments) => add(&opened.store, arguments).await,
        UserCommand::List(arguments) => list(&opened.store, arguments).await,
        UserCommand::Password(arguments) => password(&opened.store, arguments).await,
    };
    opened.close().await;
    done.map(|()| ExitCode::SUCCESS)
}

async fn add(store: &Store, arguments: &AddArguments) -> Result<(), Failure> {
    let organisation = organisation(store, arguments.organisation.as_deref()).await?;
    let directory = store.directory(organisation).await.map_err(unreadable)?;
    let groups = groups(&directory, &arguments.groups)?;
    if arguments.roles.contains(&Role::Engineer) && groups.is_empty() {
        return Err(Failure::new(format!(
            "an engineer belongs to a group: name it with --group. There are: {}",
            group_names(&directory)
        )));
    }
    let known = store.account_by_phone(&arguments.phone).await.map_err(unreadable)?;
    let mut register = Register::new(store, wall_clock());
    let account = match known {
        Some(account) => {
            if account.people.iter().any(|(place, _)| *place == organisation) {
                return Err(Failure::new(format!(
                    "{} belongs to somebody of {} already",
                    arguments.phone, directory.name
                )));
            }
            println!("This telephone number has an account already: its password stays.");
            account.id
        }
        None => {
            let account = register.id();
            let hash = hashed(&read_password(arguments.password_stdin)?)?;
            let change = AccountChange::Put {
                account,
                phone: arguments.phone.clone(),
                password_hash: Some(hash),
                enabled: true,
            };
            register.accounts(organisation, vec![change]).await?;
            account
        }
    };
    let person = Person {
        id: register.id(),
        account,
        name: arguments.name.clone(),
        phone: Some(arguments.phone.clone()),
        roles: Roles::of(&arguments.roles),
        enabled: true,
        department: None,
        groups,
        zones: Vec::new(),
    };
    let id = person.id;
    register.put(&directory, vec![DirectoryRow::Person(person)]).await?;
    println!("{} is now in {} as {id}.", arguments.name, directory.name);
    Ok(())
}

async fn list(store: &Store, arguments: &ListArguments) -> Result<(), Failure> {
    let organisations = match &arguments.organisation {
        Some(named) => vec![organisation(store, Some(named)).await?],
        None => store.organisations().await.map_err(unreadable)?.into_iter().map(|row| row.id).collect(),
    };
    let mut text = String::new();
    for organisation in organisations {
        let directory = store.directory(organisation).await.map_err(unreadable)?;
        text.push_str(&format!("{} ({organisation})\n", directory.name));
        for person in directory.people.values() {
            let roles: Vec<String> =
                person.roles.iter().map(|role| format!("{role:?}").to_lowercase()).collect();
            let state = if person.enabled { "" } else { "  disabled" };
            let phone = person.phone.as_deref().unwrap_or("-");
            let roles = roles.join(",");
            text.push_str(&format!("  {}  {phone:<14}  {roles}  {}{state}\n", person.id, person.name));
        }
    }
    print(&text);
    Ok(())
}

async fn password(store: &Store, arguments: &PasswordArguments) -> Result<(), Failure> {
    let known = store.account_by_phone(&arguments.phone).await.map_err(unreadable)?;
    let Some(Account { id, phone, enabled, people, .. }) = known else {
        return Err(Failure::new(format!(
            "no account has the telephone number {}: `lamplight user list` shows them",
            arguments.phone
        )));
    };
    let Some((organisation, _)) = people.first().copied() else {
        return Err(Failure::new("this account belongs to nobody"));
    };
    let hash = hashed(&read_password(arguments.password_stdin)?)?;
    let put = AccountChange::Put { account: id, phone, password_hash: Some(hash), enabled };
    let mut register = Register::new(store, wall_clock());
    register.accounts(organisation, vec![put, AccountChange::LogoutAll { account: id }]).await?;
    println!("The password is changed; every login of that account has ended.");
    Ok(())
}

/// The one that is named, by name or id, or the only one.
async fn organisation(store: &Store, named: Option<&str>) -> Result<OrganisationId, Failure> {
    let all = store.organisations().await.map_err(unreadable)?;
    let names = || all.iter().map(|row| row.name.as_str()).collect::<Vec<_>>().join(", ");
    match (named, all.as_slice()) {
        (_, []) => Err(Failure::new(
            "there is no organisation yet: start `lamplight serve`, it prints how to set one up",
        )),
        (None, [only]) => Ok(only.id),
        (None, _) => Err(Failure::new(format!("name one with --organisation: {}", names()))),
        (Some(named), all) => all
            .iter()
            .find(|row| row.name == named || row.id.to_string() == named)
            .map(|row| row.id)
            .ok_or_else(|| Failure::new(format!("there is no organisation {named}; there are: {}", names()))),
    }
}

fn groups(directory: &Directory, named: &[String]) -> Result<Vec<GroupId>, Failure> {
    let find = |name: &String| {
        let found = directory.groups.values().find(|group| group.name == *name);
        found.map(|group| group.id).ok_or_else(|| {
            Failure::new(format!("there is no group {name}; there are: {}", group_names(directory)))
        })
    };
    named.iter().map(find).collect()
}

fn group_names(directory: &Directory) -> String {
    directory.groups.values().map(|group| group.name.as_str()).collect::<Vec<_>>().join(", ")
}

/// From the terminal, unseen and twice, or one line from standard input.
fn read_password(from_stdin: bool) -> Result<String, Failure> {
    let unheard = |error: io::Error| Failure::new(format!("the password cannot be read: {error}"));
    let password = if from_stdin {
        let mut line = String::new();
        io::stdin().lock().read_line(&mut line).map_err(unheard)?;
        line.trim_end_matches(['\r', '\n']).to_owned()
    } else {
        if !io::stdin().is_terminal() {
            return Err(Failure::new("there is no terminal to ask for the password: use --password-stdin"));
        }
        let ask = |what: &str| {
            eprint!("{what}: ");
            Term::stderr().read_secure_line().map_err(unheard)
        };
        let password = ask("Password")?;
        if ask("Again")? != password {
            return Err(Failure::new("the two passwords differ: nothing was changed"));
        }
        password
    };
    acceptable(password)
}

fn acceptable(password: String) -> Result<String, Failure> {
    if password.chars().count() < PASSWORD_LENGTH_MIN {
        return Err(Failure::new(format!("a password has at least {PASSWORD_LENGTH_MIN} characters")));
    }
    Ok(password)
}

fn hashed(password: &str) -> Result<String, Failure> {
    hash_password(password, &SystemChance)
        .map_err(|error| Failure::new(format!("the password cannot be hashed: {error}")))
}

fn unreadable(error: lamplight_store::ReadError) -> Failure {
    Failure::new(error.to_string())
}
