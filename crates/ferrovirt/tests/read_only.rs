//! What a connection inside this process refuses when it may only read.

use ferrovirt::{Connect, ErrorCode, Options};

#[test]
fn only_reading_calls_reach_the_driver() {
    let options = Options { readonly: true, ..Options::default() };
    let connect = Connect::open(Some("test:///default"), &options).unwrap();
    let dom = connect.domain.lookup_by_name("test").unwrap();
    assert!(connect.domain.info(&dom).is_ok());
    assert!(connect.domain.xml_desc(&dom, 0).is_ok());
    let secure = 1;
    let denied = [
        connect.domain.destroy(&dom).unwrap_err(),
        connect.domain.define_xml("<domain/>").map(drop).unwrap_err(),
        connect.domain.xml_desc(&dom, secure).map(drop).unwrap_err(),
        connect.network.undefine(&connect.network.lookup_by_name("default").unwrap()).unwrap_err(),
    ];
    for error in denied {
        assert_eq!(error.code(), ErrorCode::OPERATION_DENIED, "{error}");
        assert!(error.to_string().contains("read only access prevents vir"), "{error}");
    }
    assert_eq!(connect.domain.info(&dom).unwrap().state, 1);
}
