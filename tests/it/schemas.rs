//! Every data file is held to its schema, and every schema to its data.

use crate::support::sample_as_of;

#[test]
fn every_data_file_keeps_to_its_schema() {
    let site = sample_as_of("2018-10-01");
    let mut n_checked = 0;
    for output in &site.0.outputs {
        let address = output.address.as_str();
        let Some(name) = address.strip_prefix("data/").and_then(|name| name.strip_suffix(".json"))
        else {
            continue;
        };
        if name.starts_with("schema/") {
            continue;
        }
        let schema: serde_json::Value =
            serde_json::from_str(site.text(&format!("data/schema/{name}.json"))).unwrap();
        let validator = jsonschema::validator_for(&schema).unwrap();
        let errors: Vec<_> =
            validator.iter_errors(&site.data(name)).map(|error| error.to_string()).collect();
        assert!(errors.is_empty(), "{address}: {errors:?}");
        n_checked += 1;
    }
    assert_eq!(n_checked, 11, "data files");
}
