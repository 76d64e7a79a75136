//! Links that name their `index.html`, for reading a book from a folder without a server.
//!
//! In: rendered HTML. Out: the same with `index.html` added to every relative link that leads to
//! a folder. Never: another change.

/// Adds the names of files to links.
pub fn with_file_names(html: &str) -> String {
    let mut out = String::with_capacity(html.len() + html.len() / 32);
    let mut rest = html;
    while let Some(at) = rest.find("href=\"") {
        let (before, after) = rest.split_at(at + "href=\"".len());
        out.push_str(before);
        let end = after.find('"').unwrap_or(after.len());
        out.push_str(&named(&after[..end]));
        rest = &after[end..];
    }
    out.push_str(rest);
    out
}

fn named(href: &str) -> String {
    let (path, fragment) = href.find('#').map_or((href, ""), |at| href.split_at(at));
    let relative = !path.contains("://") && !path.starts_with('/') && !path.starts_with("mailto:");
    match path.ends_with('/') && relative {
        true => format!("{path}index.html{fragment}"),
        false => href.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(href: &str, expect: &str) {
        let html = |href: &str| format!("<a class=\"x\" href=\"{href}\">y</a>");
        assert_eq!(with_file_names(&html(href)), html(expect));
    }

    #[test]
    fn only_relative_folders() {
        check("../people/ada/", "../people/ada/index.html");
        check("../people/ada/#p-1", "../people/ada/index.html#p-1");
        check("./", "./index.html");
        check("#p-1", "#p-1");
        check("https://a.example/", "https://a.example/");
        check("../static/style.css?v=1", "../static/style.css?v=1");
    }
}
