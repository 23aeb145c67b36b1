//! Events from drivers to whoever listens, in the order in which they were published.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, PoisonError, RwLock, Weak};

use crate::generated::events::Event;

type Listener = Arc<dyn Fn(&Arc<Event>) + Send + Sync>;

/// Where a driver publishes what happens to its objects.
#[derive(Default)]
pub struct EventBus {
    listeners: RwLock<Vec<(u64, Listener)>>,
    next: AtomicU64,
}

/// Ends its subscription when dropped.
pub struct Subscription {
    bus: Weak<EventBus>,
    id: u64,
}

impl EventBus {
    /// A bus nobody listens to yet.
    pub fn new() -> Arc<EventBus> {
        Arc::default()
    }

    /// Calls every listener, one after the other. Listeners only queue: they must not wait and not call a driver.
    pub fn publish(&self, event: Event) {
        let event = Arc::new(event);
        for (_, listener) in self.listeners.read().unwrap_or_else(PoisonError::into_inner).iter() {
            listener(&event);
        }
    }

    /// Adds a listener until the subscription is dropped.
    pub fn subscribe(self: &Arc<Self>, listener: impl Fn(&Arc<Event>) + Send + Sync + 'static) -> Subscription {
        let id = self.next.fetch_add(1, Ordering::Relaxed);
        self.listeners.write().unwrap_or_else(PoisonError::into_inner).push((id, Arc::new(listener)));
        Subscription { bus: Arc::downgrade(self), id }
    }
}

impl Drop for Subscription {
    fn drop(&mut self) {
        if let Some(bus) = self.bus.upgrade() {
            bus.listeners.write().unwrap_or_else(PoisonError::into_inner).retain(|(id, _)| *id != self.id);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;

    use super::*;
    use crate::generated::events::DomainEventReboot;

    #[test]
    fn listeners_hear_everything_in_order_until_they_leave() {
        let bus = EventBus::new();
        let heard = Arc::new(Mutex::new(vec![]));
        let log = heard.clone();
        let subscription = bus.subscribe(move |e| log.lock().unwrap().push(e.clone()));
        let event = |id| {
            let mut e = DomainEventReboot::default();
            e.dom.id = id;
            Event::DomainEventReboot(e)
        };
        bus.publish(event(1));
        bus.publish(event(2));
        drop(subscription);
        bus.publish(event(3));
        let heard: Vec<_> = heard.lock().unwrap().iter().map(|e| (**e).clone()).collect();
        assert_eq!(heard, [event(1), event(2)]);
    }
}
