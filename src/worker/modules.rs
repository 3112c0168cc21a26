//! `import` in the learner's code: each module is a small text made by the runtime, which re-exports what `require` gives.

use std::rc::Rc;

use rquickjs::loader::{ImportAttributes, Loader, Resolver};
use rquickjs::module::Declared;
use rquickjs::{Ctx, Module, Result};

use super::hooks::Hooks;

/// Module names are taken as they are written; which there are, the runtime knows.
pub struct Names;

impl Resolver for Names {
    fn resolve<'js>(&mut self, _: &Ctx<'js>, _: &str, name: &str, _: Option<ImportAttributes<'js>>) -> Result<String> {
        Ok(name.to_owned())
    }
}

pub struct Texts(pub Rc<Hooks>);

impl Loader for Texts {
    fn load<'js>(
        &mut self,
        ctx: &Ctx<'js>,
        name: &str,
        _: Option<ImportAttributes<'js>>,
    ) -> Result<Module<'js, Declared>> {
        let text = self.0.module_source(ctx, name)?;
        Module::declare(ctx.clone(), name, text)
    }
}
