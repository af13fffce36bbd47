//! What every store must do, whichever database it is: one suite, passed by all.

mod budget;
mod commits;
mod disk;
mod folds;
mod imports;
mod past;
mod people;
mod positions;
mod walk;
mod world;

use lamplight_store::{Options, Store};
use tempfile::TempDir;

/// A database that can be closed and opened again.
pub struct Base {
    store: Store,
    options: Options,
    directory: Option<TempDir>,
}

impl Base {
    async fn memory(options: Options) -> Self {
        Self { store: Store::memory_with(options.clone()), options, directory: None }
    }

    async fn sqlite(options: Options) -> Self {
        let directory = tempfile::tempdir().expect("a temporary directory");
        let store = open(&directory, &options).await;
        Self { store, options, directory: Some(directory) }
    }

    /// As after the end of the process: what was committed is there, nothing else.
    async fn restart(&mut self) {
        self.store.journal().close().await;
        self.store = match &self.directory {
            Some(directory) => open(directory, &self.options).await,
            None => self.store.reopen_memory(&self.options).expect("in memory"),
        };
    }
}

async fn open(directory: &TempDir, options: &Options) -> Store {
    Store::sqlite(&directory.path().join("lamplight.db"), options.clone()).await.expect("it opens")
}

/// Each story is told over each database.
macro_rules! suite {
    ($($module:ident::$story:ident),+ $(,)?) => {
        mod memory {
            $(#[tokio::test(start_paused = true)]
            async fn $story() {
                let options = crate::$module::options();
                crate::$module::$story(crate::Base::memory(options).await).await;
            })+
        }
        mod sqlite {
            $(#[tokio::test]
            async fn $story() {
                let options = crate::$module::options();
                crate::$module::$story(crate::Base::sqlite(options).await).await;
            })+
        }
    };
}

suite! {
    positions::positions_of_interleaved_organisations_have_no_gap,
    positions::a_subscriber_sees_everything_once_in_order,
    positions::a_second_subscriber_replaces_the_first,
    positions::flush_waits_for_what_was_appended_before,
    commits::a_bad_entry_harms_no_neighbour,
    commits::an_unknown_outcome_that_was_written_is_committed,
    commits::an_unknown_outcome_that_was_not_written_is_given_back,
    commits::an_outcome_unknown_for_long_is_told_and_learnt_later,
    commits::a_full_disk_writes_nothing_and_heals,
    commits::a_failed_fsync_is_fatal,
    commits::a_dropped_pending_still_commits,
    commits::a_closed_journal_says_so,
    commits::entries_and_keys_are_swept,
    commits::a_key_used_before_writes_nothing,
    commits::one_key_twice_in_a_group_has_one_effect,
    commits::a_stale_version_is_told_so,
    commits::two_entries_of_a_ticket_never_share_a_group,
    folds::desk_start_is_the_fold_of_the_log,
    folds::everything_is_there_after_a_restart,
    folds::a_ticket_is_read_as_of_any_version,
    folds::a_quarantined_ticket_is_folded_by_the_journal,
    folds::lists_filter_and_page,
    folds::check_finds_nothing_in_good_order,
    past::what_ended_is_found_by_reporter_place_and_system,
    past::a_note_is_that_of_the_completion_that_stands,
    past::causes_are_counted_by_category_and_time,
    people::the_directory_comes_back_with_names,
    people::duty_is_the_last_switch,
    people::accounts_and_logins,
    people::a_screen_stays_until_it_is_withdrawn,
    people::a_device_acknowledges_a_ring_that_stands,
    people::audit_and_memories_are_kept,
    imports::a_past_stands_as_if_it_had_been_lived,
    budget::a_full_journal_refuses_people_before_the_desk,
    walk::random_days_keep_all_promises,
}
