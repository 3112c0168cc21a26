//! Every scenario of every lesson is a test, `<slug>::<step>::<scenario>`, run by real protocol clients against one real
//! server on a free port. `tests/lessons/` has lessons that test the runner itself: one that uses the whole notation, and
//! some that must fail, each with the message that a person reads.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use emitscope::lesson::diagram::Scenario;
use emitscope::lesson::{Code, Lesson, Library, Step, parse};
use emitscope::sandbox::{Host, Limits};
use emitscope::{engine, scenario};
use libtest_mimic::{Arguments, Failed, Trial};
use tokio::net::TcpListener;
use tokio::runtime::Runtime;
use tokio::sync::oneshot;

/// Lessons whose scenarios hold.
const HOLDING: [&str; 2] = ["tests/lessons/notation.md", "assets/pages/cheatsheet.md"];
/// Lessons whose scenarios fail; what is said stands in the text beside each.
const FAILING: [&str; 1] = ["tests/lessons/wrong.md"];

/// How often scenarios are run where equal results are the point, unless `EMITSCOPE_REPEATS` says otherwise.
const RUNS: usize = 20;

fn runs() -> usize {
    std::env::var("EMITSCOPE_REPEATS").ok().and_then(|count| count.parse().ok()).unwrap_or(RUNS)
}

/// The server under test and what runs it.
struct Stage {
    runtime: Runtime,
    host: Arc<Host>,
    address: SocketAddr,
}

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let runtime = Runtime::new().expect("threads");
    let (stop, stopped) = oneshot::channel::<()>();
    let (host, address, server) = runtime.block_on(async {
        let program = PathBuf::from(env!("CARGO_BIN_EXE_emitscope"));
        let host = Host::start(program, Limits::default()).await.expect("the sandboxes start");
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("its address");
        let routes = engine::routes(Arc::clone(&host) as Arc<dyn engine::Doors>);
        let until = async move { stopped.await.unwrap_or_default() };
        (host, address, tokio::spawn(engine::serve(listener, routes, until)))
    });
    let stage = Arc::new(Stage { runtime, host, address });

    let mut trials = Vec::new();
    for lesson in Library::embedded().lessons() {
        trials.extend(trials_of(&stage, &lesson));
    }
    for file in HOLDING {
        trials.extend(trials_of(&stage, &fixture(file)));
    }
    trials.extend(trials_of(&stage, &lesson_of_the_readme()));
    for file in HOLDING {
        let stage = Arc::clone(&stage);
        trials.push(Trial::test(format!("{file} has equal results in {} runs", runs()), move || {
            stage.repeats(&fixture(file))
        }));
    }
    for file in FAILING {
        let stage = Arc::clone(&stage);
        trials.push(Trial::test(format!("{file} fails as it should"), move || stage.fails(file)));
    }
    let conclusion = libtest_mimic::run(&arguments, trials);

    stage.runtime.block_on(async {
        stage.host.shutdown().await;
        let _ = stop.send(());
        let _ = server.await;
    });
    conclusion.exit_code()
}

fn fixture(file: &str) -> Arc<Lesson> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
    good(file, &std::fs::read(path).expect("the fixture is there"))
}

/// The lesson that the README shows to whoever wants to write one.
fn lesson_of_the_readme() -> Arc<Lesson> {
    let text = include_str!("../README.md");
    let lesson = text.split("````markdown\n").nth(1).and_then(|rest| rest.split("\n````").next());
    good("readme.md", lesson.expect("the README shows a lesson").as_bytes())
}

fn good(file: &str, bytes: &[u8]) -> Arc<Lesson> {
    let parsed = parse(file, bytes);
    let told: Vec<String> = parsed.diagnostics.iter().map(ToString::to_string).collect();
    Arc::new(parsed.lesson.unwrap_or_else(|| panic!("{}", told.join("\n\n"))))
}

/// One test per scenario. A challenge's scenarios run against its solution; one test more holds that its starter fails.
fn trials_of(stage: &Arc<Stage>, lesson: &Arc<Lesson>) -> Vec<Trial> {
    let mut trials = Vec::new();
    for step in &lesson.steps {
        for index in 0..step.scenarios.len() {
            let name = format!("{}::{}::{}", lesson.slug, step.number, step.scenarios[index].title);
            let (stage, lesson, number) = (Arc::clone(stage), Arc::clone(lesson), step.number);
            trials.push(Trial::test(name, move || {
                let step = lesson.step(number).ok_or("no such step")?;
                stage.holds(&lesson, step, &step.scenarios[index])
            }));
        }
        if step.solution.is_some() {
            let name = format!("{}::{}::the starter does not pass", lesson.slug, step.number);
            let (stage, lesson, number) = (Arc::clone(stage), Arc::clone(lesson), step.number);
            trials.push(Trial::test(name, move || {
                let step = lesson.step(number).ok_or("no such step")?;
                let passes =
                    step.scenarios.iter().all(|scenario| stage.run(&lesson, step, scenario, &step.server).passed());
                if passes { Err("nothing is left to do".into()) } else { Ok(()) }
            }));
        }
    }
    trials
}

impl Stage {
    fn run(&self, lesson: &Lesson, step: &Step, scenario: &Scenario, server: &Code) -> scenario::Report {
        self.runtime.block_on(scenario::run_code(scenario, lesson, step, server, &self.host, self.address))
    }

    fn holds(&self, lesson: &Lesson, step: &Step, scenario: &Scenario) -> Result<(), Failed> {
        let server = step.solution.as_ref().unwrap_or(&step.server);
        let report = self.run(lesson, step, scenario, server);
        if report.passed() { Ok(()) } else { Err(report.to_string().into()) }
    }

    fn repeats(&self, lesson: &Lesson) -> Result<(), Failed> {
        for step in &lesson.steps {
            for scenario in &step.scenarios {
                for _ in 0..runs() {
                    self.holds(lesson, step, scenario)?;
                }
            }
        }
        Ok(())
    }

    /// Holds what is said about a lesson's scenarios against the text beside it.
    fn fails(&self, file: &str) -> Result<(), Failed> {
        let lesson = fixture(file);
        let mut said = Vec::new();
        for step in &lesson.steps {
            for scenario in &step.scenarios {
                let report = self.run(&lesson, step, scenario, &step.server);
                if report.passed() {
                    return Err(format!("scenario `{}` holds, and should not", scenario.title).into());
                }
                said.push(report.to_string());
            }
        }
        let said = said.join("\n\n\n") + "\n";
        let wanted = Path::new(env!("CARGO_MANIFEST_DIR")).join(file).with_extension("txt");
        if std::env::var_os("EMITSCOPE_WRITE_EXPECTED").is_some() {
            std::fs::write(&wanted, &said).map_err(|error| error.to_string())?;
        }
        let wanted = std::fs::read_to_string(wanted).unwrap_or_default();
        if said == wanted { Ok(()) } else { Err(format!("said:\n{said}\nwanted:\n{wanted}").into()) }
    }
}
