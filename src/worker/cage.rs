//! The worker's cage. On every Unix: no other descriptors than the channel's and stderr, and resource limits (no files
//! written, none opened, no processes, no core dumps). On Linux also: it dies with its parent, landlock takes the file
//! system and the network away, seccomp all but the few system calls that running JavaScript takes. Elsewhere what is
//! missing is left out.

/// Before anything else: what the process inherited goes away, and it dies with its parent.
pub fn isolate() {
    #[cfg(target_os = "linux")]
    linux::die_with_parent();
    #[cfg(unix)]
    unix::close_inherited();
}

/// From here on only what is open already can be used. `Err` says what could not be closed off.
pub fn close() -> Result<(), String> {
    #[cfg(target_os = "linux")]
    linux::no_files_and_no_network()?;
    #[cfg(unix)]
    unix::limit_resources()?;
    #[cfg(target_os = "linux")]
    linux::few_system_calls()?;
    Ok(())
}

#[cfg(unix)]
mod unix {
    use std::io;

    /// Standard input, output and error.
    const KEPT_DESCRIPTORS: libc::c_int = 3;
    /// Descriptors looked at where the system cannot close a range of them.
    const MAX_DESCRIPTORS: libc::c_int = 4096;

    pub fn close_inherited() {
        #[cfg(target_os = "linux")]
        // SAFETY: nothing in this process owns a descriptor yet.
        if unsafe { libc::syscall(libc::SYS_close_range, KEPT_DESCRIPTORS, libc::c_uint::MAX, 0) } == 0 {
            return;
        }
        for descriptor in KEPT_DESCRIPTORS..MAX_DESCRIPTORS {
            // SAFETY: as above; closing what is not open only fails.
            unsafe { libc::close(descriptor) };
        }
    }

    pub fn limit_resources() -> Result<(), String> {
        let none = libc::rlimit { rlim_cur: 0, rlim_max: 0 };
        let descriptors = libc::rlimit { rlim_cur: KEPT_DESCRIPTORS as _, rlim_max: KEPT_DESCRIPTORS as _ };
        let limits = [
            (libc::RLIMIT_CORE, none, "core dumps"),
            (libc::RLIMIT_FSIZE, none, "written files"),
            (libc::RLIMIT_NPROC, none, "processes"),
            (libc::RLIMIT_NOFILE, descriptors, "descriptors"),
        ];
        for (resource, limit, name) in limits {
            // SAFETY: `limit` is a valid value for the call to read.
            if unsafe { libc::setrlimit(resource, &limit) } != 0 {
                return Err(format!("{name} could not be limited: {}", io::Error::last_os_error()));
            }
        }
        Ok(())
    }
}

#[cfg(target_os = "linux")]
mod linux {
    use std::collections::BTreeMap;

    use landlock::{ABI, Access, AccessFs, AccessNet, CompatLevel, Compatible, Ruleset, RulesetAttr, Scope};
    use seccompiler::{BpfProgram, SeccompAction, SeccompFilter, TargetArch};

    /// What running JavaScript on one thread, with memory and a channel, takes.
    const SYSTEM_CALLS: &[i64] = &[
        libc::SYS_read,
        libc::SYS_write,
        libc::SYS_writev,
        libc::SYS_mmap,
        libc::SYS_munmap,
        libc::SYS_mremap,
        libc::SYS_madvise,
        libc::SYS_brk,
        libc::SYS_futex,
        libc::SYS_clock_gettime,
        libc::SYS_getrandom,
        libc::SYS_exit,
        libc::SYS_exit_group,
        libc::SYS_rt_sigreturn,
        libc::SYS_rt_sigprocmask,
        libc::SYS_sigaltstack,
        libc::SYS_restart_syscall,
    ];

    /// The kernel kills the worker when the thread that started it ends. If that happened before we asked, we go now.
    pub fn die_with_parent() {
        // SAFETY: these calls read and change this process only.
        unsafe {
            let parent = libc::getppid();
            libc::prctl(libc::PR_SET_PDEATHSIG, libc::SIGKILL);
            if libc::getppid() != parent {
                libc::_exit(0);
            }
        }
    }

    /// Handles every access that the kernel can restrict, and allows none.
    pub fn no_files_and_no_network() -> Result<(), String> {
        let abi = ABI::V6;
        let restrict = || {
            Ruleset::default()
                .set_compatibility(CompatLevel::BestEffort)
                .handle_access(AccessFs::from_all(abi))?
                .handle_access(AccessNet::from_all(abi))?
                .scope(Scope::from_all(abi))?
                .create()?
                .restrict_self()
        };
        restrict().map(|_| ()).map_err(|error: landlock::RulesetError| format!("landlock: {error}"))
    }

    /// Any other system call fails with EPERM.
    pub fn few_system_calls() -> Result<(), String> {
        let Ok(arch) = TargetArch::try_from(std::env::consts::ARCH) else { return Ok(()) };
        let rules: BTreeMap<i64, _> = SYSTEM_CALLS.iter().map(|call| (*call, Vec::new())).collect();
        let refuse = SeccompAction::Errno(libc::EPERM.unsigned_abs());
        let filter = SeccompFilter::new(rules, refuse, SeccompAction::Allow, arch)
            .map_err(|error| format!("seccomp: {error}"))?;
        let program = BpfProgram::try_from(filter).map_err(|error| format!("seccomp: {error}"))?;
        seccompiler::apply_filter(&program).map_err(|error| format!("seccomp: {error}"))
    }
}
