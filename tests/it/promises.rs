//! What holds of any archive, held of the sample, of attacks in every field, and of the texts that
//! fuzzing found once.

use crate::support::{ArchiveTest, hold, hold_read, hostile, markup, sample};

#[test]
fn the_sample_and_attacks_in_every_field_hold_what_is_promised_of_any_archive() {
    for tree in [sample(), hostile().tree()] {
        hold_read(&tree);
        hold(&tree);
    }
}

/// Every promise, held of an archive with this file.
#[track_caller]
fn hold_with(path: &str, text: &str) {
    let tree = ArchiveTest::new().file(path, text).tree();
    hold_read(&tree);
    hold(&tree);
}

#[test]
fn what_a_terminal_obeys_is_drawn_in_helps_too() {
    for command in ['\u{1B}', '\u{19}', '\u{9B}'] {
        hold_with("content/people.toml", &format!("[[person.membership]{command}]\n"));
    }
}

/// Whether a page may be this.
fn is_sound(html: &str) -> bool {
    std::panic::catch_unwind(|| markup::hold_page("a.html", html)).is_ok()
}

#[test]
fn markup_that_a_text_would_break_is_found() {
    for sound in [
        "<!DOCTYPE html><p class=\"a\">a &amp; b<br></p>",
        "<a href=\"../a.html#b:c\">a</a><a href='https://a.example/'>b</a>",
        "<script src=\"../assets/script.js\" defer></script>",
        "<script type=\"application/ld+json\">{\"a\": 1}</script>",
    ] {
        assert!(is_sound(sound), "{sound}");
    }
    for broken in [
        "<p>",
        "<b><i></b></i>",
        "a & b",
        "1 < 2",
        "<p title=\"<\"></p>",
        "<p title=a></p>",
        "<p title=\"a\" title=\"b\"></p>",
        "<p onclick=\"a()\"></p>",
        "<p style=\"color: red\"></p>",
        "<a href=\" JavaScript:a\"></a>",
        "<a href=\"a:b.html\"></a>",
        "<script>a</script>",
        "<script src=\"https://a.example/assets/a.js\"></script>",
        "<script type=\"application/ld+json\">\"</script><b></b>",
    ] {
        assert!(!is_sound(broken), "{broken}");
    }
}
