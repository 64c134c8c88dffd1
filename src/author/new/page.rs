//! `plenary new page`: an ordinary page.

use camino::Utf8PathBuf;

use super::{
    desk::{Trial, hold_to_id},
    draft::Draft,
    quote,
};
use crate::{error::Error, options::Options, source::Tree, text::slug};

/// A page of the wiki.
#[derive(Clone, Debug, Default)]
pub struct NewPage {
    /// Its path below `pages/`, such as `guides/joining`; or a title of several words, of which the
    /// id is made: "guides/How to join a call".
    pub id: String,
    /// Its title; not said: those words, or the id in words.
    pub title: Option<String>,
    /// Its place in the menu.
    pub nav: Option<i64>,
}

impl NewPage {
    /// Makes the page, in memory.
    pub fn draft(&self, tree: &Tree, options: &Options) -> Result<Draft, Error> {
        let id = self.id();
        id.split('/').try_for_each(hold_to_id)?;
        let path = Utf8PathBuf::from(format!("content/pages/{id}.md"));
        let bundle = path.with_extension("").join("index.md");
        if let Some(held) = [&path, &bundle].into_iter().find(|path| tree.get(path).is_some()) {
            return Err(Error::Exists(held.clone()));
        }
        let text = self.text();
        Trial::of_page(tree, &path, &text, options).refuse_errors()?;
        Ok(Draft { path, text, before: None, remarks: Vec::new() })
    }

    /// The id, made of the title where that was typed.
    fn id(&self) -> String {
        let (folder, name) = self.folder_and_name();
        if is_title(name) { format!("{folder}{}", slug(name)) } else { self.id.clone() }
    }

    /// `guides/` and `joining`.
    fn folder_and_name(&self) -> (&str, &str) {
        self.id.split_at(self.id.rfind('/').map_or(0, |at| at + 1))
    }

    fn text(&self) -> String {
        let title = self.title.clone().unwrap_or_else(|| {
            let name = self.folder_and_name().1;
            if is_title(name) { name.to_owned() } else { in_words(name) }
        });
        let nav = match self.nav {
            Some(place) => format!("nav = {place}\n"),
            None => {
                "# nav = 1                       # its place in the menu, if it has one\n".into()
            }
        };
        let title = quote::toml(&title);
        format!(
            "+++\ntitle = {title}\n{nav}# description = \"\"              # a line for indexes and search\n+++\n\n<!-- The text goes here. Anything is linked by its id or name: [[about]], or [[about|this archive]]. -->\n"
        )
    }
}

fn is_title(name: &str) -> bool {
    name.contains(char::is_whitespace)
}

/// An id as a title: `call-etiquette` is "Call etiquette".
pub(super) fn in_words(id: &str) -> String {
    let words = id.split('-').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
    let mut letters = words.chars();
    let first = letters.next().map(char::to_uppercase);
    first.into_iter().flatten().chain(letters).collect()
}
