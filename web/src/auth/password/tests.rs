//! Right, wrong, none, and too many at once.

use super::*;
use crate::testing::Counting;

#[tokio::test]
async fn only_the_right_password_matches_its_hash() {
    let chance = Counting::default();
    let passwords = Passwords::new(&chance);
    let hash = hash_password("lamp light", &chance).unwrap();
    assert!(hash.starts_with("$argon2id$"));
    let matches = async |password: &str, hash: Option<String>| {
        passwords.matches(password.to_owned(), hash).await.is_ok_and(|right| right)
    };
    assert!(matches("lamp light", Some(hash.clone())).await);
    assert!(!matches("lamp", Some(hash)).await);
    let cheap = hash_random_password("6f1c", &chance).unwrap();
    assert!(matches("6f1c", Some(cheap)).await);
    assert!(!matches("lamp light", None).await);
    assert!(!matches("lamp light", Some("no hash at all".to_owned())).await);
}

#[tokio::test]
async fn a_full_queue_says_so() {
    let passwords = Passwords::new(&Counting::default());
    let _all = passwords.queue.try_acquire_many(WAITING_MAX as u32).unwrap();
    assert!(passwords.matches("x".to_owned(), None).await.is_err());
}
