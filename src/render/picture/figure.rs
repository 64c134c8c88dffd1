//! What every picture has round it: name, description, caption, legend, and its table.

use crate::render::{html::escape, messages::Messages};

/// The words of an SVG, and what they are called by.
pub(super) struct Named<'a> {
    /// Unlike that of every other picture of the page.
    pub(super) id: &'a str,
    /// What it shows.
    pub(super) title: &'a str,
    /// What there is to see in it.
    pub(super) description: &'a str,
}

/// How an SVG is told to assistive technology.
#[derive(Clone, Copy)]
pub(super) enum Role {
    /// One picture, with nothing in it to be reached.
    Image,
    /// A picture with links: they would be lost in an image.
    Group,
}

/// An SVG with its name and description; `size` are its attributes of size.
pub(super) fn svg(named: &Named<'_>, role: Role, size: &str, body: &str) -> String {
    let Named { id, title, description } = named;
    let role = match role {
        Role::Image => "img",
        Role::Group => "group",
    };
    format!(
        "<svg role=\"{role}\" aria-labelledby=\"s.{id}-name\" aria-describedby=\"s.{id}-about\" {size}>\
         <title id=\"s.{id}-name\">{}</title><desc id=\"s.{id}-about\">{}</desc>{body}</svg>\n",
        escape(title),
        escape(description),
    )
}

/// The size of a drawing of that many pixels, as it grows with the text.
pub(super) fn size(width: usize, height: usize) -> String {
    let [wide, high] = [width, height].map(in_em);
    format!("width=\"{wide}em\" height=\"{high}em\" viewBox=\"0 0 {width} {height}\"")
}

/// Pixels in `em` of 16 pixels, always with four decimals at most.
fn in_em(pixels: usize) -> String {
    let text = format!("{}.{:04}", pixels / 16, pixels % 16 * 625);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// A number of a picture, as it is read.
pub(super) fn number(n: u32, messages: &Messages) -> String {
    messages.number(usize::try_from(n).unwrap_or(usize::MAX))
}

/// A figure, with a caption or none.
pub(super) fn figure(kind: &str, caption: &str, content: &str) -> String {
    let caption = match caption {
        "" => String::new(),
        words => format!("<figcaption>{}</figcaption>\n", escape(words)),
    };
    format!("<figure class=\"picture picture-{kind}\">\n{caption}{content}</figure>\n")
}

/// A drawing wider than the page, with the names of its rows beside it, which stay.
pub(super) fn scrolled(names: &[String], label: &str, svg: &str) -> String {
    let names: String = names.iter().map(|name| format!("<span>{}</span>", escape(name))).collect();
    format!(
        "<div class=\"picture-rows\"><div class=\"picture-names\" aria-hidden=\"true\">{names}</div>\
         <div class=\"picture-scroll\" role=\"region\" tabindex=\"0\" aria-label=\"{}\">{svg}</div></div>\n",
        escape(label),
    )
}

/// A legend: of each sign, its drawing in a square of so many pixels and its words.
pub(super) fn legend(pixels: usize, signs: impl IntoIterator<Item = (String, String)>) -> String {
    let size = size(pixels, pixels);
    let sign = |(drawing, words): (String, String)| {
        format!("<li><svg {size} aria-hidden=\"true\">{drawing}</svg> {}</li>", escape(&words))
    };
    format!("<ul class=\"legend\">{}</ul>\n", signs.into_iter().map(sign).collect::<String>())
}

/// The figures of a picture, for those who would rather read.
pub(super) struct Table {
    /// What it has.
    pub(super) name: String,
    /// The heads of its columns.
    pub(super) columns: Vec<String>,
    /// Its rows, each with its head first.
    pub(super) rows: Vec<Vec<String>>,
}

impl Table {
    /// The table, shut until it is asked for.
    pub(super) fn behind(&self, messages: &Messages) -> String {
        let cell = |text: &String| format!("<td>{}</td>", escape(text));
        let row = |row: &Vec<String>| {
            let head = row.first().map(|text| escape(text)).unwrap_or_default();
            let cells: String = row.iter().skip(1).map(cell).collect();
            format!("<tr><th scope=\"row\">{head}</th>{cells}</tr>\n")
        };
        let columns = self.columns.iter();
        let heads: String =
            columns.map(|text| format!("<th scope=\"col\">{}</th>", escape(text))).collect();
        let rows: String = self.rows.iter().map(row).collect();
        format!(
            "<details class=\"figures\"><summary>{}</summary>\n\
             <div class=\"table\" role=\"region\" tabindex=\"0\" aria-label=\"{}\">\n<table>\n\
             <thead><tr>{heads}</tr></thead>\n<tbody>\n{rows}</tbody>\n</table>\n</div>\n</details>\n",
            escape(messages.text("pictures.as_table")),
            escape(&self.name)
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_grow_with_the_text() {
        assert_eq!(size(286, 60), "width=\"17.875em\" height=\"3.75em\" viewBox=\"0 0 286 60\"");
        assert_eq!(in_em(32), "2");
        assert_eq!(in_em(160), "10");
        assert_eq!(in_em(1), "0.0625");
    }

    #[test]
    fn words_of_the_record_are_escaped() {
        let named = Named { id: "x", title: "<b>", description: "\"" };
        let svg = svg(&named, Role::Image, "", "");
        assert!(svg.contains("&lt;b&gt;</title>") && !svg.contains("<b>"), "{svg}");
    }

    #[test]
    fn a_table_has_a_head_a_row() {
        let table = Table {
            name: "Figures".into(),
            columns: vec!["When".into(), "How many".into()],
            rows: vec![vec!["2017".into(), "3".into()]],
        };
        assert!(
            table
                .behind(Messages::english())
                .contains("<tr><th scope=\"row\">2017</th><td>3</td></tr>")
        );
    }
}
