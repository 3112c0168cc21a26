//! The weather of a client: how its network is cut, mended and slowed down. On a slow network packets arrive as the
//! sandbox's clock moves, one at a time; `run` says when.

use super::client::{Client, Problem, Space};
use super::line::{Due, Line};
use super::link::Transport;

impl Client {
    /// Cuts the network: the server sees the connection break, and what is on its way is lost.
    pub fn go_offline(&mut self) {
        self.steps += 1;
        self.opening = None;
        self.delay = 0.0;
        for line in self.parting.drain(..).chain(self.line.take()) {
            // At rest a poll is open, so the server notices on either transport.
            self.leaving.push(line.id().to_owned());
        }
        self.spaces.values_mut().for_each(Space::lose);
    }

    /// The network is there again and fast: what is on its way arrives, and every namespace that was wanted is connected.
    pub async fn go_online(&mut self) -> Result<(), Problem> {
        self.delay = 0.0;
        let now = self.now;
        self.parting.iter_mut().chain(&mut self.line).for_each(|line| line.hurry(now));
        self.opening.iter_mut().for_each(|due| due.at = now);
        self.open_if_wanted().await
    }

    /// From now on everything takes so many milliseconds of the sandbox's clock in either direction. What is on its way
    /// arrives as it would have.
    pub async fn slow_down(&mut self, milliseconds: u32) -> Result<(), Problem> {
        self.delay = f64::from(milliseconds);
        self.open_if_wanted().await
    }

    async fn open_if_wanted(&mut self) -> Result<(), Problem> {
        let wanted = self.spaces.values().any(|space| space.active);
        if self.line.is_some() || self.opening.is_some() || !wanted { Ok(()) } else { self.open().await }
    }

    /// Long-polling from the next connection on.
    pub fn use_polling(&mut self) {
        self.transport = Transport::Polling;
    }

    /// When something arrives next, here or at the server.
    pub fn next_due(&self) -> Option<Due> {
        let lines = self.parting.iter().chain(&self.line).filter_map(Line::next_up);
        let down = self.line.as_ref().and_then(Line::next_down);
        lines.chain(self.opening).chain(down).min_by(Due::order)
    }

    /// Lets the one thing arrive that is due next.
    pub async fn let_arrive(&mut self) -> Result<(), Problem> {
        let Some(due) = self.next_due() else { return Ok(()) };
        self.steps += 1;
        if self.opening == Some(due) {
            return self.reach().await;
        }
        if let Some(place) = self.parting.iter().position(|line| line.next_up() == Some(due)) {
            if self.parting[place].arrive_up()? {
                let line = self.parting.remove(place);
                self.leaving.push(line.id().to_owned());
                line.close();
            }
            return Ok(());
        }
        let Some(line) = &mut self.line else { return Ok(()) };
        if line.next_up() == Some(due) {
            return line.arrive_up().map(|_| ());
        }
        line.arrive_down().map_or(Ok(()), |incoming| self.take(incoming))
    }

    /// What a slow network still holds, for whoever wonders where it is; `None` if it holds nothing.
    pub fn on_the_way(&self) -> Option<String> {
        let due = self.next_due()?;
        let lines = self.parting.iter().chain(&self.line).map(Line::on_the_way);
        let (up, down) = lines.fold((0, 0), |all, line| (all.0 + line.0, all.1 + line.1));
        let name = self.name();
        let place = match (up + usize::from(self.opening.is_some()), down) {
            (0, _) => format!("to {name}"),
            (_, 0) => format!("from {name}"),
            _ => format!("to and from {name}"),
        };
        Some(format!("packets {place} are on their way; the first arrives in {} ms", due.at - self.now))
    }
}
