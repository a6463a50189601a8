/*
 * sandbox.h -- a process gives up what converting does not need.
 */
#ifndef SANDBOX_H
#define SANDBOX_H

#include "args.h"

/* Gives up files, the network, other processes and new privileges, as far as
 * the kernel can take them away, for good; with SANDBOX_OFF only new
 * privileges.  *landlock is the ABI that holds, *seccomp 1; a negative errno
 * value is why there is none, 0 that it was not asked for. */
void sandbox_enter(enum sandbox, int32_t *landlock, int32_t *seccomp);

/* Says what was achieved: a note, or a warning where something is missing. */
void sandbox_tell(enum sandbox, int32_t landlock, int32_t seccomp);

#endif
