//! Reading the files of entities.
//!
//! In: path and text of a file in a kind's folder, and the kind. Out: an [`Entity`] and findings.
//! Never: another entity; whether what it names exists (the register knows).

use super::{
    Citation, Common, Placed,
    entity::{
        Agreement, Details, Entity, Event, NameOrder, Office, OfficeTerm, Person, PersonName,
        Signatory, TermEnd,
    },
    facts::Fact,
    fields::{Fields, Reader},
    front_matter,
};
use crate::{
    config::{Kind, Shape},
    date::Edtf,
    diag::{Finding, Report},
    path::{EntityId, SourcePath},
    yaml::{Node, Value},
};

/// Reads an entity. The value is whole even when the findings say that the file is not.
pub fn parse(path: &SourcePath, text: &str, kind: &Kind) -> (Entity, Vec<Finding>) {
    let mut reader = Reader::new(path, text);
    let front = front_matter::read(&mut reader, path, text);
    let mut entity = Entity {
        id: EntityId::new(&kind.folder, path.stem()),
        kind: kind.name.clone(),
        file: front.file.clone(),
        common: Common::default(),
        aliases: Vec::new(),
        short: None,
        sort: None,
        never: Vec::new(),
        link: None,
        ids: Vec::new(),
        sources: Vec::new(),
        details: Details::Plain,
    };
    if let Some(node) = &front.node
        && let Some(fields) = Fields::of(&mut reader, "front matter", node)
    {
        read_fields(fields.missing_at(front.mark), kind.shape, &mut entity);
    }
    check_facts(&mut reader, &entity);
    entity.common.cited = reader.cited;
    (entity, reader.findings)
}

fn read_fields(mut fields: Fields<'_, '_, '_>, shape: Shape, entity: &mut Entity) {
    entity.common = front_matter::common(&mut fields);
    entity.aliases = fields.all("aliases", Reader::texts);
    entity.short = fields.get("short", |reader, key, node| Some(reader.texts(key, node)));
    entity.sort = fields.text("sort");
    entity.never = fields.plain_texts("never");
    entity.link = fields.get("link", super::link_policy);
    entity.ids = fields.all("ids", read_ids);
    entity.sources = fields.all("sources", Reader::citations);
    entity.details = match shape {
        Shape::Person => Details::Person(read_person(&mut fields)),
        Shape::Office => Details::Office(read_office(&mut fields)),
        Shape::Agreement => Details::Agreement(Box::new(read_agreement(&mut fields))),
        Shape::Event => Details::Event(read_event(&mut fields)),
        Shape::Declared => Details::Event(read_declared(&mut fields)),
        Shape::Plain => Details::Plain,
    };
    fields.finish();
}

fn read_ids(reader: &mut Reader<'_>, key: &str, node: &Node) -> Vec<(String, String)> {
    let Some(mut fields) = Fields::of(reader, key, node) else { return Vec::new() };
    let ids = ["wikidata", "viaf", "lcnaf", "geonames"]
        .into_iter()
        .filter_map(|name| fields.text(name).map(|id| (name.to_owned(), id)))
        .collect();
    fields.finish();
    ids
}

fn dated(fields: &mut Fields<'_, '_, '_>, key: &'static str) -> Option<Fact<Edtf>> {
    fields.get(key, |reader, key, node| reader.fact(key, node, Reader::date))
}

fn read_person(fields: &mut Fields<'_, '_, '_>) -> Person {
    let person = Person {
        name: fields.get("name", read_name).unwrap_or_default(),
        born: dated(fields, "born"),
        died: dated(fields, "died"),
        offices: fields.all("offices", read_terms),
    };
    in_order(fields.reader(), &person.born, &person.died, "the death is before the birth");
    person
}

fn read_name(reader: &mut Reader<'_>, key: &str, node: &Node) -> Option<PersonName> {
    const ORDERS: [(&str, NameOrder); 2] =
        [("family-first", NameOrder::FamilyFirst), ("given-first", NameOrder::GivenFirst)];
    let mut fields = Fields::of(reader, key, node)?;
    let name = PersonName {
        family: fields.text("family"),
        given: fields.text("given"),
        order: fields.get("order", |reader, key, node| reader.choice(key, node, &ORDERS)),
    };
    fields.finish();
    Some(name)
}

fn read_terms(reader: &mut Reader<'_>, key: &str, node: &Node) -> Vec<OfficeTerm> {
    let nodes = match node.value {
        Value::Mapping(_) => std::slice::from_ref(node),
        _ => reader.list(key, node),
    };
    nodes.iter().filter_map(|node| read_term(reader, key, node)).collect()
}

fn read_term(reader: &mut Reader<'_>, key: &str, node: &Node) -> Option<OfficeTerm> {
    let mut fields = Fields::of(reader, key, node)?;
    let office = fields.get("office", Reader::placed_text);
    let title = fields.text("title");
    let from = fields.get("from", Reader::date);
    let as_of = fields.get("as_of", Reader::date);
    let to = fields.take("to");
    let to = read_end(fields.reader(), to, as_of);
    let acting = fields.get("acting", Reader::boolean).unwrap_or(false);
    let source = fields.get("source", Reader::citation);
    let (start, nameless) = (fields.start(), office.is_none() && title.is_none());
    fields.finish();
    if nameless {
        let report = Report::new("content-missing-key", "an office needs `office` or `title`");
        reader.report(report, start);
    }
    if let (Some(from), TermEnd::On(to)) = (from, to)
        && to.latest() < from.earliest()
    {
        reader.report(Report::new("date-order", "the term ends before it begins"), node.range);
    }
    Some(OfficeTerm { office, title, from, to, acting, source, range: node.range })
}

/// `to`: a date, or `present` together with `as_of`.
fn read_end(reader: &mut Reader<'_>, node: Option<&Node>, as_of: Option<Edtf>) -> TermEnd {
    let Some(node) = node else { return TermEnd::Unknown };
    if node.value != Value::Text("present".into()) {
        return reader.date("to", node).map_or(TermEnd::Unknown, TermEnd::On);
    }
    as_of.map_or_else(
        || {
            let report = Report::new(
                "content-missing-key",
                "`to: present` needs `as_of`, the date of that knowledge",
            );
            reader.report(report, node.range);
            TermEnd::Unknown
        },
        |as_of| TermEnd::Present { as_of },
    )
}

fn read_office(fields: &mut Fields<'_, '_, '_>) -> Office {
    Office { body: fields.text("body"), variants: fields.all("variants", Reader::texts) }
}

fn read_status(fields: &mut Fields<'_, '_, '_>) -> Option<Fact<String>> {
    fields.get("status", |reader, key, node| reader.fact(key, node, Reader::text))
}

fn read_agreement(fields: &mut Fields<'_, '_, '_>) -> Agreement {
    let amended = |reader: &mut Reader<'_>, key: &str, node: &Node| match node.value {
        Value::Mapping(_) => reader.fact(key, node, Reader::date).into_iter().collect(),
        _ => reader
            .list(key, node)
            .iter()
            .filter_map(|node| reader.fact(key, node, Reader::date))
            .collect(),
    };
    let agreement = Agreement {
        concluded_as: fields.text("concluded_as"),
        legal_status: fields.text("legal_status"),
        parties: fields.all("parties", Reader::texts),
        signed: dated(fields, "signed"),
        provisional_from: dated(fields, "provisional_from"),
        in_force: dated(fields, "in_force"),
        amended: fields.all("amended", amended),
        replaced_by: fields.get("replaced_by", Reader::placed_text),
        ended: dated(fields, "ended"),
        signatories: fields.all("signatories", read_signatories),
        citation: fields.text("citation"),
        status: read_status(fields),
        status_as_of: fields.get("status_as_of", Reader::date),
    };
    check_order(fields.reader(), &agreement);
    agreement
}

fn check_order(reader: &mut Reader<'_>, agreement: &Agreement) {
    let Agreement { signed, in_force, ended, .. } = agreement;
    in_order(reader, signed, in_force, "the agreement is in force before it was signed");
    in_order(reader, signed, ended, "the agreement ended before it was signed");
    in_order(reader, in_force, ended, "the agreement ended before it was in force");
}

/// Reports the second of two dates if it is surely before the first.
fn in_order(
    reader: &mut Reader<'_>,
    first: &Option<Fact<Edtf>>,
    second: &Option<Fact<Edtf>>,
    message: &str,
) {
    if let (Some(first), Some(second)) = (first, second)
        && second.value.latest() < first.value.earliest()
    {
        reader.report(Report::new("date-order", message), second.range);
    }
}

fn read_signatories(reader: &mut Reader<'_>, key: &str, node: &Node) -> Vec<Signatory> {
    let mut signatories = Vec::new();
    for node in reader.list(key, node) {
        let Some(mut fields) = Fields::of(reader, key, node) else { continue };
        let person = fields.required("person", Reader::placed_text);
        let office = fields.get("office", Reader::placed_text);
        fields.finish();
        signatories.extend(person.map(|person| Signatory { person, office }));
    }
    signatories
}

fn read_event(fields: &mut Fields<'_, '_, '_>) -> Event {
    let event = Event {
        start: dated(fields, "start"),
        end: dated(fields, "end"),
        place: fields.get("place", Reader::placed_text),
        participants: fields.all("participants", Reader::texts),
        ..Event::default()
    };
    check_span(fields.reader(), &event);
    event
}

fn read_declared(fields: &mut Fields<'_, '_, '_>) -> Event {
    let event = Event {
        start: dated(fields, "start"),
        end: dated(fields, "end"),
        citation: fields.text("citation"),
        status: read_status(fields),
        status_as_of: fields.get("status_as_of", Reader::date),
        ..Event::default()
    };
    check_span(fields.reader(), &event);
    event
}

fn check_span(reader: &mut Reader<'_>, event: &Event) {
    in_order(reader, &event.start, &event.end, "the event ends before it begins");
}

/// Facts without a source of their own in a file without `sources`.
fn check_facts(reader: &mut Reader<'_>, entity: &Entity) {
    if !entity.sources.is_empty() {
        return;
    }
    for (name, range) in unsourced(&entity.details) {
        let message = format!("`{name}` has no source");
        let hint = "give the file `sources:`, or write {value: …, source: …}";
        reader.report(Report::new("fact-unsourced", message).hint(hint), range);
    }
}

fn unsourced(details: &Details) -> Vec<(&'static str, crate::diag::ByteRange)> {
    fn bare<T>(
        name: &'static str,
        fact: &Option<Fact<T>>,
    ) -> Option<(&'static str, crate::diag::ByteRange)> {
        fact.as_ref().filter(|fact| fact.source.is_none()).map(|fact| (name, fact.range))
    }
    match details {
        Details::Person(person) => {
            let terms =
                person.offices.iter().filter(|term| term.source.is_none() && term.from.is_some());
            let terms = terms.map(|term| ("offices", term.range));
            [bare("born", &person.born), bare("died", &person.died)]
                .into_iter()
                .flatten()
                .chain(terms)
                .collect()
        }
        Details::Agreement(agreement) => [
            bare("signed", &agreement.signed),
            bare("provisional_from", &agreement.provisional_from),
            bare("in_force", &agreement.in_force),
            bare("ended", &agreement.ended),
            bare("status", &agreement.status),
        ]
        .into_iter()
        .flatten()
        .collect(),
        Details::Event(event) => {
            [bare("start", &event.start), bare("end", &event.end), bare("status", &event.status)]
                .into_iter()
                .flatten()
                .collect()
        }
        Details::Office(_) | Details::Plain => Vec::new(),
    }
}

/// All citations of an entity, for the bibliography and for the check that they exist.
pub fn citations(entity: &Entity) -> Vec<&Citation> {
    let mut all: Vec<&Citation> = entity.sources.iter().collect();
    match &entity.details {
        Details::Person(person) => {
            all.extend(
                [&person.born, &person.died]
                    .into_iter()
                    .flatten()
                    .filter_map(|f| f.source.as_ref()),
            );
            all.extend(person.offices.iter().filter_map(|term| term.source.as_ref()));
        }
        Details::Agreement(a) => {
            let dates = [&a.signed, &a.provisional_from, &a.in_force, &a.ended];
            all.extend(
                dates.into_iter().flatten().chain(&a.amended).filter_map(|f| f.source.as_ref()),
            );
            all.extend(a.status.as_ref().and_then(|f| f.source.as_ref()));
        }
        Details::Event(event) => {
            all.extend(
                [&event.start, &event.end].into_iter().flatten().filter_map(|f| f.source.as_ref()),
            );
            all.extend(event.status.as_ref().and_then(|f| f.source.as_ref()));
        }
        Details::Office(_) | Details::Plain => {}
    }
    all
}

/// What an entity's file names in other folders: the folder, and the name with its place.
pub fn references(entity: &Entity) -> Vec<(&'static str, &Placed<String>)> {
    match &entity.details {
        Details::Person(person) => {
            let offices = person.offices.iter().filter_map(|term| term.office.as_ref());
            offices.map(|office| ("offices", office)).collect()
        }
        Details::Agreement(agreement) => {
            agreement.replaced_by.iter().map(|successor| ("agreements", successor)).collect()
        }
        _ => Vec::new(),
    }
}

/// What an entity's file names by an id or in free words, each with its place.
pub fn named(entity: &Entity) -> Vec<&Placed<String>> {
    match &entity.details {
        Details::Agreement(agreement) => {
            let signatories = agreement.signatories.iter();
            let signed = signatories.flat_map(|s| [Some(&s.person), s.office.as_ref()]).flatten();
            agreement.parties.iter().chain(signed).collect()
        }
        Details::Event(event) => event.place.iter().chain(&event.participants).collect(),
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Kinds;

    fn check(kind: &str, yaml: &str, expect: &[(&str, usize, usize)]) {
        let kinds = Kinds::default();
        let kind = kinds.named(kind).unwrap();
        let path = SourcePath::new(&format!("content/{}/a.md", kind.folder)).unwrap();
        let (_, mut findings) = parse(&path, &format!("---\n{yaml}---\n"), kind);
        findings.sort();
        let got: Vec<_> = findings.iter().map(|f| (f.code, f.line, f.column)).collect();
        assert_eq!(got, expect, "{findings:#?}");
    }

    #[test]
    fn people() {
        check("person", "title: Ada\nborn: 1815\nsources: [x]\n", &[]);
        check(
            "person",
            "title: Ada\nsources: [x]\nborn: 2000\ndied: 1900\n",
            &[("date-order", 5, 7)],
        );
        check("person", "title: Ada\nsources: [x]\nborn: 1815\ndied: 1815\n", &[]);
        check("person", "title: Ada\nborn: 1815\n", &[("fact-unsourced", 3, 7)]);
        check(
            "person",
            "title: Ada\nsources: [x]\noffices:\n  - {office: a, to: present}\n  - {from: 2010, to: 2009}\n  - a\n",
            &[
                ("content-missing-key", 5, 21),
                ("date-order", 6, 5),
                ("content-missing-key", 6, 6),
                ("content-bad-value", 7, 5),
            ],
        );
    }

    #[test]
    fn agreements() {
        check(
            "agreement",
            "title: Pact\nsources: [x]\nsigned: 1900\nin_force: 1901\nended: 1900-05\n",
            &[("date-order", 6, 8)],
        );
        check(
            "agreement",
            "title: Pact\nsources: [x]\nsigned: 1900\nended: 1850\n",
            &[("date-order", 5, 8)],
        );
        check(
            "agreement",
            "title: Pact\nsources: [x]\nsigned: {value: 2001, source: documents/a}\nin_force: 2000\nparties: a\n",
            &[("date-order", 5, 11)],
        );
        check(
            "agreement",
            "title: Pact\nsigned: {vale: 2001}\nsources: [x]\n",
            &[("content-missing-key", 3, 10), ("content-unknown-key", 3, 10)],
        );
    }
}
