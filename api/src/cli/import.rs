//! stub
/// stub
#[derive(Debug, clap::Args)]
pub struct Import {}
impl Import {
    /// stub
    pub async fn run(self, _c: &crate::config::Config) -> std::process::ExitCode {
        1.into()
    }
}
