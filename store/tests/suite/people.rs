//! What is not a ticket: directory, duty, accounts, devices, audit.

use lamplight_domain::fixtures::desk;
use lamplight_domain::ids::{AccountId, DeviceId, LoginId, OrganisationId};
use lamplight_domain::log::Position;
use lamplight_domain::org::{Directory, DirectoryRow, Duty};
use lamplight_domain::time::{Span, TimeZoneName};
use lamplight_store::{
    AccountChange, AuditRow, Body, DeliveryChange, FoldMemory, LoginRow, Options, Outcome, ScreenAdmission,
    ScreenRow, Store,
};

use crate::Base;
use crate::world::{World, committed, outcome};

pub fn options() -> Options {
    Options::default()
}

pub async fn the_directory_comes_back_with_names(mut base: Base) {
    let mut world = World::imported(1, &base.store).await;
    let mut li = world.directory.person(desk::LI).expect("Li").clone();
    li.name = "李工".to_owned();
    li.phone = Some("13800000001".to_owned());
    let named =
        DirectoryRow::Organisation { name: "仁和医院".to_owned(), time_zone: TimeZoneName::SHANGHAI };
    let entry = world.import(vec![named, DirectoryRow::Person(li)]);
    committed(&base.store, entry).await;
    let log = base.store.events_from(world.organisation, Position(2), 1).await.expect("readable");
    let log = log.expect("there");
    assert_eq!(log.rows.len(), 2, "a fold that missed it finds the rows");
    base.restart().await;
    let stored = base.store.directory(world.organisation).await.expect("readable");
    assert_eq!(stored, world.directory);
    assert_eq!(stored.person(desk::LI).expect("Li").name, "李工");
    let organisations = base.store.organisations().await.expect("readable");
    assert_eq!(organisations.len(), 1);
    assert_eq!(organisations[0].name, "仁和医院");
    let nobody = World::new(9).organisation;
    assert_eq!(base.store.directory(nobody).await.expect("readable"), Directory::empty(nobody));
}

pub async fn duty_is_the_last_switch(base: Base) {
    let mut world = World::imported(1, &base.store).await;
    let mut before = Duty::Off;
    for duty in [Duty::On, Duty::Busy, Duty::Off, Duty::On] {
        let entry = world.duty(desk::LI, before, duty);
        committed(&base.store, entry).await;
        before = duty;
    }
    let start = base.store.desk_start(world.organisation, world.now).await.expect("readable");
    assert_eq!(start.duty.into_iter().collect::<Vec<_>>(), [(desk::LI, Duty::On)]);
    assert_eq!(start.position, Position(5));
}

fn put(account: i64, phone: &str, enabled: bool) -> Body {
    Body::Account(AccountChange::Put {
        account: AccountId::from_raw(account),
        phone: phone.to_owned(),
        password_hash: Some("$argon2id$..".to_owned()),
        enabled,
    })
}

pub async fn accounts_and_logins(base: Base) {
    let store = &base.store;
    let mut world = World::imported(1, store).await;
    let do_it = async |world: &mut World, body| {
        let entry = world.entry(body);
        committed(store, entry).await
    };
    let account = AccountId::from_raw(desk::LI.raw());
    do_it(&mut world, put(account.raw(), "13800000001", true)).await;
    do_it(&mut world, put(7, "13800000007", true)).await;
    let taken = world.entry(put(8, "13800000007", true));
    assert!(matches!(outcome(store, taken).await, Outcome::Refused { .. }), "one account a number");
    let found = store.account_by_phone("13800000001").await.expect("readable").expect("there");
    assert_eq!(found.people, [(world.organisation, desk::LI)]);
    assert_eq!(store.account(account).await.expect("readable"), Some(found));
    do_it(&mut world, put(7, "13900000007", false)).await;
    assert_eq!(store.account_by_phone("13800000007").await.expect("readable"), None, "moved");
    let login = |id: i64| LoginRow {
        id: LoginId::from_raw(id),
        account,
        person: desk::LI,
        token_hash: format!("hash {id}"),
        created_at: desk::clock(8, 0),
        expires_at: desk::clock(20, 0),
    };
    for id in 1..=3 {
        do_it(&mut world, Body::Account(AccountChange::Login(login(id)))).await;
    }
    let known = store.login("hash 2").await.expect("readable").expect("there");
    assert_eq!((known.organisation, known.person, known.account), (world.organisation, desk::LI, account));
    do_it(&mut world, Body::Account(AccountChange::Logout { login: LoginId::from_raw(2) })).await;
    assert_eq!(store.login("hash 2").await.expect("readable"), None);
    assert!(store.login("hash 3").await.expect("readable").is_some());
    let at_the_end = store.journal().sweep(desk::clock(20, 0), desk::clock(0, 0)).await;
    assert_eq!(at_the_end, Ok(0), "good until then");
    let after = desk::clock(20, 0) + Span::from_micros(1);
    assert_eq!(store.journal().sweep(after, desk::clock(0, 0)).await, Ok(2), "expired logins");
    assert_eq!(store.login("hash 1").await.expect("readable"), None);
    do_it(&mut world, Body::Account(AccountChange::Login(login(4)))).await;
    do_it(&mut world, Body::Account(AccountChange::LogoutAll { account })).await;
    assert_eq!(store.login("hash 4").await.expect("readable"), None);
}

pub async fn a_screen_stays_until_it_is_withdrawn(mut base: Base) {
    let mut world = World::imported(1, &base.store).await;
    let (account, person) = (AccountId::from_raw(70), desk::WU);
    let login = LoginRow {
        id: LoginId::from_raw(71),
        account,
        person,
        token_hash: "hash of a screen".to_owned(),
        created_at: desk::clock(8, 0),
        expires_at: desk::clock(9, 0),
    };
    let admission =
        ScreenAdmission { phone: "screen-70".to_owned(), login, by: desk::LI, at: desk::clock(8, 0) };
    let do_it = async |world: &mut World, store: &Store, change| {
        let entry = world.entry(Body::Account(change));
        committed(store, entry).await;
    };
    do_it(&mut world, &base.store, AccountChange::AdmitScreen(admission.clone())).await;
    let again = world.entry(Body::Account(AccountChange::AdmitScreen(ScreenAdmission {
        login: LoginRow {
            id: LoginId::from_raw(72),
            account: AccountId::from_raw(73),
            ..admission.login.clone()
        },
        ..admission
    })));
    assert!(matches!(outcome(&base.store, again).await, Outcome::Refused { .. }), "its number is taken");
    let seen_at = desk::clock(8, 30);
    let renewed = AccountChange::RenewScreen {
        login: LoginId::from_raw(71),
        person,
        expires_at: desk::clock(20, 0),
        seen_at,
    };
    do_it(&mut world, &base.store, renewed).await;
    base.restart().await;
    let organisation = world.organisation;
    let screens = base.store.screens(organisation).await.expect("readable");
    let row = ScreenRow {
        person,
        paired_by: Some(desk::LI),
        paired_at: Some(desk::clock(8, 0)),
        seen_at: Some(seen_at),
    };
    assert_eq!(screens, [row]);
    let other = OrganisationId::from_raw(organisation.raw() + 1);
    assert_eq!(base.store.screens(other).await.expect("readable"), [], "of this organisation alone");
    let swept = base.store.journal().sweep(desk::clock(12, 0), desk::clock(0, 0)).await;
    assert_eq!(swept, Ok(0), "it was renewed");
    let logins = base.store.logins_of(organisation, account).await.expect("readable");
    assert_eq!(logins, [(LoginId::from_raw(71), "hash of a screen".to_owned())]);
    do_it(&mut world, &base.store, AccountChange::Disable { account }).await;
    assert_eq!(base.store.logins_of(organisation, account).await.expect("readable"), []);
    assert_eq!(base.store.login("hash of a screen").await.expect("readable"), None);
    assert!(!base.store.account(account).await.expect("readable").expect("there").enabled);
}

pub async fn a_device_acknowledges_a_ring_that_stands(base: Base) {
    let mut world = World::imported(1, &base.store).await;
    let opened = world.opens();
    let ticket = opened.after.clone();
    committed(&base.store, opened.entry).await;
    let offer = ticket.offer.expect("it rings").id;
    let got = |device: i64| {
        Body::Delivery(DeliveryChange {
            offer,
            person: desk::LI,
            device: DeviceId::from_raw(device),
            got_at: desk::clock(9, 1),
        })
    };
    for device in [1, 2, 2] {
        let entry = world.entry(got(device));
        committed(&base.store, entry).await;
    }
    let start = base.store.desk_start(world.organisation, world.now).await.expect("readable");
    assert_eq!(start.deliveries.len(), 1);
    let row = &start.deliveries[0];
    assert_eq!((row.offer, row.ticket, row.person), (offer, ticket.id, desk::LI));
    assert_eq!(row.got, [DeviceId::from_raw(1), DeviceId::from_raw(2)]);
    let accepted = world.accepts(&ticket, desk::LI);
    committed(&base.store, accepted.entry).await;
    let late = world.entry(got(3));
    committed(&base.store, late).await;
    let start = base.store.desk_start(world.organisation, world.now).await.expect("readable");
    assert!(start.deliveries.is_empty(), "the ring is over");
}

pub async fn audit_and_memories_are_kept(mut base: Base) {
    let mut world = World::imported(1, &base.store).await;
    let mut denied = world.entry(Body::Nothing);
    denied.audit = Some(AuditRow {
        person: Some(desk::NURSE),
        action: "denied",
        ticket: None,
        detail: "accept".to_owned(),
    });
    assert_eq!(committed(&base.store, denied).await, 1, "no event, no position");
    for position in [1, 5] {
        let memory = FoldMemory {
            fold: "floor",
            position: Position(position),
            body: format!("{{\"at\":{position}}}"),
        };
        let entry = world.entry(Body::Memory(memory));
        committed(&base.store, entry).await;
    }
    base.restart().await;
    let start = base.store.desk_start(world.organisation, world.now).await.expect("readable");
    assert_eq!(start.memories.len(), 1);
    assert_eq!(start.memories["floor"], (Position(5), "{\"at\":5}".to_owned()));
}
