//! The only ways to an actor. `Inbox`: asks, with a budget of count and bytes that is given back when the
//! message is done. `Line`: answers and committed events, which take no budget, or two full inboxes would
//! wait for each other for ever.
//!
//! Mailbox capacity bounds nothing in actix (`do_send` ignores it, every clone of an address bypasses it),
//! so no other file sends by an address.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use actix::dev::ToEnvelope;
use actix::{Actor, Addr, Handler, Message, Recipient};
use lamplight_store::Lane;

/// What may wait for one actor (or a family of actors that share it), in messages and bytes.
#[derive(Debug)]
pub struct Budget {
    count_max: usize,
    bytes_max: usize,
    count: AtomicUsize,
    bytes: AtomicUsize,
}

impl Budget {
    pub fn new(count_max: usize, bytes_max: usize) -> Arc<Self> {
        Arc::new(Self { count_max, bytes_max, count: AtomicUsize::new(0), bytes: AtomicUsize::new(0) })
    }

    /// Takes a share; a quarter is kept for the desk's own work. `None`: used up. Where two ask at the same
    /// instant both may be refused: the bound holds.
    pub fn take(self: &Arc<Self>, bytes: usize, lane: Lane) -> Option<Permit> {
        let permit = Permit { budget: Arc::clone(self), bytes };
        let count = self.count.fetch_add(1, Ordering::AcqRel) + 1;
        let bytes = self.bytes.fetch_add(bytes, Ordering::AcqRel) + bytes;
        let open_to = |all: usize| match lane {
            Lane::Desk => all,
            Lane::Person => all - all / 4,
        };
        (count <= open_to(self.count_max) && bytes <= open_to(self.bytes_max)).then_some(permit)
    }

    /// Messages not done yet.
    pub fn count(&self) -> usize {
        self.count.load(Ordering::Acquire)
    }
}

/// A share of a budget; given back when dropped.
#[derive(Debug)]
pub struct Permit {
    budget: Arc<Budget>,
    bytes: usize,
}

impl Drop for Permit {
    fn drop(&mut self) {
        self.budget.count.fetch_sub(1, Ordering::AcqRel);
        self.budget.bytes.fetch_sub(self.bytes, Ordering::AcqRel);
    }
}

/// A message with its share of the budget: keep `permit` until the work is done.
#[derive(Message)]
#[rtype(result = "()")]
pub struct Carried<M: Send + 'static> {
    pub message: M,
    pub permit: Permit,
}

/// A bounded way to an actor.
pub struct Inbox<M: Send + 'static> {
    to: Recipient<Carried<M>>,
    budget: Arc<Budget>,
}

impl<M: Send + 'static> Clone for Inbox<M> {
    fn clone(&self) -> Self {
        Self { to: self.to.clone(), budget: Arc::clone(&self.budget) }
    }
}

impl<M: Send + 'static> Inbox<M> {
    pub fn new<A>(address: Addr<A>, budget: Arc<Budget>) -> Self
    where
        A: Actor + Handler<Carried<M>>,
        A::Context: ToEnvelope<A, Carried<M>>,
    {
        Self { to: address.recipient(), budget }
    }

    /// Puts a message of about `bytes` in.
    ///
    /// # Errors
    /// The message itself, when the budget is used up.
    #[expect(clippy::disallowed_methods, reason = "the budget was taken")]
    pub fn put(&self, message: M, bytes: usize, lane: Lane) -> Result<(), M> {
        match self.budget.take(bytes, lane) {
            Some(permit) => {
                self.to.do_send(Carried { message, permit });
                Ok(())
            }
            None => Err(message),
        }
    }

    /// Messages not done yet.
    pub fn waiting(&self) -> usize {
        self.budget.count()
    }
}

/// An unbounded way for answers, committed events and wakes: whoever uses it bounds them by itself.
pub struct Line<M>(Recipient<M>)
where
    M: Message + Send + 'static,
    M::Result: Send;

impl<M> Clone for Line<M>
where
    M: Message + Send + 'static,
    M::Result: Send,
{
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<M> Line<M>
where
    M: Message + Send + 'static,
    M::Result: Send,
{
    pub fn new<A>(address: Addr<A>) -> Self
    where
        A: Actor + Handler<M>,
        A::Context: ToEnvelope<A, M>,
    {
        Self(address.recipient())
    }

    /// Never waits; without effect when the actor is gone.
    #[expect(clippy::disallowed_methods, reason = "answers and wakes are bounded by what they answer")]
    pub fn tell(&self, message: M) {
        self.0.do_send(message);
    }

    pub fn is_open(&self) -> bool {
        self.0.connected()
    }
}

#[cfg(test)]
mod tests;
