//! `plenary new`: the archive goes in, and what is said of the new thing; a file with the right
//! front matter comes out, ready to be filled in. Nothing is written until [`Draft::write`].

mod briefing;
mod desk;
mod draft;
mod habit;
mod lines;
mod meeting;
mod meeting_text;
mod page;
mod person;
mod quote;
mod review;
mod rhythm;
mod series;

pub use briefing::NewBriefing;
pub use draft::Draft;
pub use meeting::NewMeeting;
pub use page::NewPage;
pub use person::NewPerson;
pub use review::Review;
