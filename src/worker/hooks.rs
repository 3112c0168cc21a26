//! What QuickJS calls by itself: the promise hooks and the module loader. They are set before there is a context, so the
//! runtime's functions come into them later.

use std::cell::RefCell;
use std::rc::Rc;

use rquickjs::function::IntoArgs;
use rquickjs::promise::PromiseHookType;
use rquickjs::{Ctx, FromJs, Function, Object, Persistent, Result, Runtime};

use super::clock::Budget;

type Slot = RefCell<Option<Persistent<Function<'static>>>>;

pub struct Hooks {
    budget: Rc<Budget>,
    resolved: Slot,
    rejection: Slot,
    module_source: Slot,
}

impl Hooks {
    pub fn install(runtime: &Runtime, budget: &Rc<Budget>) -> Rc<Self> {
        let hooks = Rc::new(Self {
            budget: Rc::clone(budget),
            resolved: Slot::default(),
            rejection: Slot::default(),
            module_source: Slot::default(),
        });
        let own = Rc::clone(&hooks);
        runtime.set_promise_hook(Some(Box::new(move |ctx, kind, _, _| {
            if matches!(kind, PromiseHookType::Resolve) {
                own.quietly(&ctx, call::<_, ()>(&own.resolved, &ctx, ()));
            }
        })));
        let own = Rc::clone(&hooks);
        runtime.set_host_promise_rejection_tracker(Some(Box::new(move |ctx, promise, reason, handled| {
            own.quietly(&ctx, call::<_, ()>(&own.rejection, &ctx, (promise, reason, handled)));
        })));
        hooks
    }

    /// Takes the functions from the loaded runtime.
    pub fn fill<'js>(&self, ctx: &Ctx<'js>, runtime: &Object<'js>) -> Result<()> {
        let slots =
            [(&self.resolved, "resolved"), (&self.rejection, "rejection"), (&self.module_source, "moduleSource")];
        for (slot, name) in slots {
            let function: Function<'js> = runtime.get(name)?;
            slot.replace(Some(Persistent::save(ctx, function)));
        }
        Ok(())
    }

    /// Before the engine ends: nothing of it may be held any longer.
    pub fn clear(&self) {
        for slot in [&self.resolved, &self.rejection, &self.module_source] {
            slot.replace(None);
        }
    }

    /// A hook has nobody to throw to.
    fn quietly(&self, ctx: &Ctx<'_>, outcome: Result<()>) {
        if let Err(rquickjs::Error::Exception) = outcome {
            ctx.catch();
            if self.budget.fired() {
                self.budget.swallow();
            }
        }
    }

    /// The text of a module, as the runtime makes it; throws if there is none of that name.
    pub fn module_source(&self, ctx: &Ctx<'_>, name: &str) -> Result<String> {
        call(&self.module_source, ctx, (name,))
    }
}

fn call<'js, A: IntoArgs<'js>, R: FromJs<'js>>(slot: &Slot, ctx: &Ctx<'js>, args: A) -> Result<R> {
    let function = slot.borrow().clone().ok_or(rquickjs::Error::Unknown)?;
    function.restore(ctx)?.call(args)
}
