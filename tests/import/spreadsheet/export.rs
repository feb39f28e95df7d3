//! Out and in again.

use super::try_import;
use gongkai::service::export::{self, Wanted};
use gongkai::service::import::Kind;
use gongkai::service::write::Gone;
use serde_json::json;
use support::{Engine, TestApp, on_both};

on_both!(what_is_taken_out_and_brought_in_again_changes_nothing);

async fn round(app: &TestApp, with_contacts: bool) {
    let wanted = Wanted { with_contacts, ..Wanted::default() };
    let exported = export::catalog(app.connection(), &wanted).await.expect("the catalog is read");
    assert!(!exported.entries.is_empty());
    let edition = gongkai::service::write::Edition {
        jurisdiction: exported.jurisdiction.clone(),
        edition: exported.edition.clone(),
        title: None,
        effective_on: None,
    };
    let kind = Kind::Catalog { edition, unknown_units: Default::default(), gone: Gone::Remove, unit: None };
    let count = exported.entries.len() as u64;
    for bytes in
        [export::workbook(&exported, &app.app.clock).expect("a workbook"), export::csv(&exported).expect("a text")]
    {
        let report = try_import(app, kind.clone(), &bytes, false).await;
        let told = (report.created, report.updated, report.unchanged, report.rejected, report.removed);
        assert_eq!(told, (0, 0, count, 0, 0), "{report}");
    }
}

async fn what_is_taken_out_and_brought_in_again_changes_nothing(engine: Engine) {
    let app = TestApp::sample(engine).await;
    round(&app, false).await;
    let app = TestApp::empty(engine).await;
    app.import_units("code,name,short_name,kind,level,parent_code\nA,发改委,,DEPARTMENT,CITY,\nB,同名局,,DEPARTMENT,CITY,\nC,同名局,,DEPARTMENT,COUNTY,\n").await;
    app.import_catalog(
        "serial,unit,column_l1,column_l2,column_l3,disclosure_item,content_norm,time_limit,method,audience,channels,tiers,responsible_office,responsible_person,remark_phone,remarks,legal_basis\n\
         一,A,甲,乙,丙,=1+1,\"-1.甲\n2.乙\",及时,依申请公开,特定群体,政府公报、政府网站、其他,乡级、省级,+处,张某,6353****,'=备,\"《甲》\n《乙》\"\n\
         一,A,甲,乙,丙,二,,,,,,,,,,,\n/,A,甲,乙,,三,\"@'引\"\"号\"\"\",20个工作日内,,,,,,李某,,,\n/,A,甲,,,四,,,,,,,,,,,\n\
         2,B,甲,乙,丙,二,,,,,,,,,,,\n/,C,甲,乙,丙,二,,,,,,,,,,,\n",
    )
    .await;
    round(&app, true).await;
    round(&app, false).await;
    let contacts = export::catalog(app.connection(), &Wanted { with_contacts: true, ..Wanted::default() }).await;
    let contacts = contacts.expect("the catalog is read").entries;
    assert_eq!(contacts[0].responsible_person, None, "四 stands on the first level, before what is beneath");
    assert!(
        contacts.iter().any(|it| it.responsible_phone.as_deref() == Some("6353****")),
        "a file without contacts leaves them"
    );
    let one = Wanted { unit: Some("发改委".into()), ..Wanted::default() };
    let exported = export::catalog(app.connection(), &one).await.expect("the catalog is read");
    assert_eq!(exported.entries.len(), 4);
    let json: serde_json::Value = serde_json::from_slice(&export::json(&exported).expect("JSON")).expect("JSON");
    let entry = json["entries"].as_array().expect("entries").iter().find(|it| it["item"] == "=1+1").expect("an entry");
    assert_eq!(
        (&entry["channels"], &entry["responsiblePerson"]),
        (&json!(["GAZETTE", "WEBSITE", "OTHER"]), &json!(null))
    );
    let csv = String::from_utf8(export::csv(&exported).expect("a text")).expect("UTF-8");
    assert!(csv.contains(",'=1+1,") && !csv.contains("张某"), "no program takes it for a formula: {csv}");
    let ambiguous = Wanted { unit: Some("同名局".into()), ..Wanted::default() };
    assert!(export::catalog(app.connection(), &ambiguous).await.is_err());
}
