//! The JavaScript heap: the C library's allocator with a limit. After a refused allocation QuickJS is not to be trusted
//! (it was seen to crash), so at the limit the worker ends at once, from inside the allocator.

use std::cell::Cell;
use std::rc::Rc;

use rquickjs::Runtime;

/// How much is used, in bytes.
pub type Used = Rc<Cell<usize>>;

/// A runtime whose heap is limited to `limit` bytes; `full` is called when it would grow beyond and must not return.
#[cfg(unix)]
pub fn runtime(limit: usize, full: impl Fn() + 'static) -> rquickjs::Result<(Runtime, Used)> {
    let used = Used::default();
    let heap = unix::Heap::new(limit, Rc::clone(&used), Box::new(full));
    Ok((Runtime::new_with_alloc(heap)?, used))
}

/// Where the size of an allocation cannot be asked, QuickJS keeps the limit itself.
#[cfg(not(unix))]
pub fn runtime(limit: usize, _full: impl Fn() + 'static) -> rquickjs::Result<(Runtime, Used)> {
    let runtime = Runtime::new()?;
    runtime.set_memory_limit(limit);
    Ok((runtime, Used::default()))
}

#[cfg(unix)]
mod unix {
    use std::ptr;

    use libc::c_void;
    use rquickjs::allocator::Allocator;

    use super::Used;

    pub struct Heap {
        limit: usize,
        used: Used,
        full: Box<dyn Fn()>,
    }

    impl Heap {
        pub fn new(limit: usize, used: Used, full: Box<dyn Fn()>) -> Self {
            Self { limit, used, full }
        }

        /// Whether `more` bytes fit; if they do not, the worker ends here.
        fn fits(&self, more: usize) -> bool {
            let fits = self.used.get().checked_add(more).is_some_and(|all| all <= self.limit);
            if !fits {
                (self.full)();
            }
            fits
        }

        fn count(&self, pointer: *mut u8) -> *mut u8 {
            if !pointer.is_null() {
                self.used.set(self.used.get() + usable(pointer));
            }
            pointer
        }
    }

    fn usable(pointer: *mut u8) -> usize {
        // SAFETY: `pointer` was given by `malloc` and is not freed yet, as the trait's contract says.
        #[cfg(target_vendor = "apple")]
        return unsafe { libc::malloc_size(pointer.cast::<c_void>()) };
        // SAFETY: as above.
        #[cfg(not(target_vendor = "apple"))]
        return unsafe { libc::malloc_usable_size(pointer.cast::<c_void>()) };
    }

    // SAFETY: all memory comes from `malloc` and its family, aligned for any type; `usable_size` asks the same library.
    unsafe impl Allocator for Heap {
        fn alloc(&mut self, size: usize) -> *mut u8 {
            if !self.fits(size) {
                return ptr::null_mut();
            }
            // SAFETY: any size may be asked for.
            self.count(unsafe { libc::malloc(size) }.cast())
        }

        fn calloc(&mut self, count: usize, size: usize) -> *mut u8 {
            let Some(total) = count.checked_mul(size).filter(|total| self.fits(*total)) else { return ptr::null_mut() };
            // SAFETY: as above.
            self.count(unsafe { libc::calloc(1, total) }.cast())
        }

        unsafe fn dealloc(&mut self, pointer: *mut u8) {
            self.used.set(self.used.get().saturating_sub(usable(pointer)));
            // SAFETY: the caller gives back what this allocator gave.
            unsafe { libc::free(pointer.cast()) };
        }

        unsafe fn realloc(&mut self, pointer: *mut u8, new_size: usize) -> *mut u8 {
            let before = if pointer.is_null() { 0 } else { usable(pointer) };
            if new_size > before && !self.fits(new_size - before) {
                return ptr::null_mut();
            }
            // SAFETY: the caller gives what this allocator gave, or null.
            let moved: *mut u8 = unsafe { libc::realloc(pointer.cast(), new_size) }.cast();
            if !moved.is_null() || new_size == 0 {
                self.used.set(self.used.get().saturating_sub(before));
            }
            self.count(moved)
        }

        unsafe fn usable_size(pointer: *mut u8) -> usize {
            usable(pointer)
        }
    }
}
