//! stub
/// stub
#[derive(Debug, clap::Args)]
pub struct Demo {}
impl Demo {
    /// stub
    pub fn run(self) -> std::process::ExitCode {
        1.into()
    }
}
