//! Lists the domains behind a URI: `cargo run --example info -- URI`.

use ferrovirt::{Connect, Options, Result};

fn main() -> Result<()> {
    let uri = std::env::args().nth(1);
    let connect = Connect::open(uri.as_deref(), &Options::default())?;
    println!("{} on {}", connect.connect.type_name()?, connect.connect.hostname()?);
    for domain in connect.domain.list_all_domains(1, 0)?.domains {
        let info = connect.domain.info(&domain)?;
        println!("{} {} state {} memory {} KiB", domain.id, domain.name, info.state, info.memory);
    }
    Ok(())
}
