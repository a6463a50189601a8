/* sandbox.c: Landlock with no paths, then a list of the system calls that
 * converting needs.  Everything that is loaded has been by then. */
#include "sandbox.h"

#include <dlfcn.h>
#include <errno.h>
#include <linux/landlock.h>
#include <seccomp.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

/* --- Landlock ------------------------------------------------------------- */

/* As the kernel has it now; each ABI knows a longer beginning of it. */
struct ruleset {
	uint64_t files; /* LANDLOCK_ACCESS_FS_* */
	uint64_t network; /* ABI 4: bind, connect */
	uint64_t scoped; /* ABI 6: abstract sockets, signals */
};

static size_t
ruleset_for(int abi, struct ruleset *r)
{
	/* rights of files by ABI; later ones can only add to 16 */
	static const int rights[] = { 0, 13, 14, 15, 15, 16 };

	r->files = (1ull << rights[abi < 5 ? abi : 5]) - 1;
	r->network = abi >= 4 ? 3 : 0;
	r->scoped = abi >= 6 ? 3 : 0;
	return abi >= 6 ? sizeof(*r)
	    : abi >= 4  ? offsetof(struct ruleset, scoped)
			: offsetof(struct ruleset, network);
}

/* The ABI, or -errno. */
static int32_t
close_files(void)
{
	struct ruleset r;
	long abi = syscall(SYS_landlock_create_ruleset, NULL, 0,
	    LANDLOCK_CREATE_RULESET_VERSION);
	long rules;
	int32_t result;

	if (abi < 1)
		return abi < 0 ? -errno : -ENOSYS;
	rules = syscall(
	    SYS_landlock_create_ruleset, &r, ruleset_for((int)abi, &r), 0);
	if (rules < 0)
		return -errno;
	result = syscall(SYS_landlock_restrict_self, (int)rules, 0) == 0
	    ? (int32_t)abi
	    : -errno;
	close((int)rules);
	return result;
}

/* --- seccomp -------------------------------------------------------------- */

/* Loaded when it is needed: most runs do without. */
struct library {
	__typeof__(seccomp_init) *init;
	__typeof__(seccomp_rule_add_array) *add;
	__typeof__(seccomp_load) *load;
};

static bool
library_open(struct library *l)
{
	void *lib = dlopen("libseccomp.so.2", RTLD_NOW | RTLD_LOCAL);
	void *init = lib ? dlsym(lib, "seccomp_init") : NULL;
	void *add = lib ? dlsym(lib, "seccomp_rule_add_array") : NULL;
	void *load = lib ? dlsym(lib, "seccomp_load") : NULL;

	/* POSIX has data and function pointers of one shape. */
	memcpy(&l->init, &init, sizeof(init));
	memcpy(&l->add, &add, sizeof(add));
	memcpy(&l->load, &load, sizeof(load));
	return init != NULL && add != NULL && load != NULL;
}

/* What is allowed whatever the arguments: memory, time, reading and writing
 * what is open, waiting, the end. */
static const int allowed[] = { SCMP_SYS(brk), SCMP_SYS(munmap),
	SCMP_SYS(mremap), SCMP_SYS(madvise), SCMP_SYS(memfd_create),
	SCMP_SYS(ftruncate),

	SCMP_SYS(read), SCMP_SYS(readv), SCMP_SYS(pread64), SCMP_SYS(write),
	SCMP_SYS(writev), SCMP_SYS(pwrite64), SCMP_SYS(lseek), SCMP_SYS(close),
	SCMP_SYS(fstat), SCMP_SYS(newfstatat), SCMP_SYS(fcntl),
	SCMP_SYS(sendmsg), SCMP_SYS(recvmsg),

	SCMP_SYS(futex), SCMP_SYS(poll), SCMP_SYS(ppoll), SCMP_SYS(sched_yield),
	SCMP_SYS(clock_gettime), SCMP_SYS(gettimeofday), SCMP_SYS(time),
	SCMP_SYS(clock_nanosleep), SCMP_SYS(nanosleep),
	SCMP_SYS(restart_syscall),

	SCMP_SYS(getpid), SCMP_SYS(gettid), SCMP_SYS(getrandom),
	SCMP_SYS(getrusage), SCMP_SYS(times), SCMP_SYS(sysinfo),
	SCMP_SYS(sched_getaffinity), SCMP_SYS(rt_sigaction),
	SCMP_SYS(rt_sigprocmask), SCMP_SYS(rt_sigreturn), SCMP_SYS(sigaltstack),
	SCMP_SYS(exit), SCMP_SYS(exit_group) };

/* Allowed with one argument as it is here; nothing becomes code that was
 * none, and signals go to the process itself (abort). */
static int
allow_some(const struct library *l, scmp_filter_ctx filter)
{
	const struct scmp_arg_cmp no_code =
	    SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0);
	const struct scmp_arg_cmp itself =
	    SCMP_A0(SCMP_CMP_EQ, (scmp_datum_t)getpid());
	int error = l->add(filter, SCMP_ACT_ALLOW, SCMP_SYS(mmap), 1, &no_code);

	if (error == 0)
		error = l->add(
		    filter, SCMP_ACT_ALLOW, SCMP_SYS(mprotect), 1, &no_code);
	if (error == 0)
		error = l->add(
		    filter, SCMP_ACT_ALLOW, SCMP_SYS(tgkill), 1, &itself);
	return error;
}

/* 1, or -errno.  What is not on the list fails with EPERM, so that a library
 * that tries in passing lives on. */
static int32_t
close_calls(const struct library *l)
{
	scmp_filter_ctx filter;
	int error;

	if (l->init == NULL)
		return -ENOPKG;
	filter = l->init(SCMP_ACT_ERRNO(EPERM));
	if (filter == NULL)
		return -ENOMEM;
	error = allow_some(l, filter);
	for (size_t i = 0;
	     error == 0 && i < sizeof(allowed) / sizeof(allowed[0]); i++)
		error = l->add(filter, SCMP_ACT_ALLOW, allowed[i], 0, NULL);
	if (error == 0)
		error = l->load(filter);
	/* the filter is never released: the process is to end with it */
	return error < 0 ? error : 1;
}

void
sandbox_enter(int32_t *landlock, int32_t *seccomp)
{
	struct library library = { NULL, NULL, NULL };

	prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
	if (!library_open(&library))
		library.init = NULL;
	prctl(PR_SET_DUMPABLE, 0);
	*landlock = close_files();
	*seccomp = close_calls(&library);
}
