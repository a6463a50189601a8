/*
 * sandbox.h -- a process gives up what turning bytes into others does not need.
 */
#ifndef SANDBOX_H
#define SANDBOX_H

#include <stdint.h>

/* Gives up files, the network, other processes and new privileges, as far as
 * the kernel can take them away, for good.  *landlock is the ABI that holds,
 * *seccomp 1; a negative errno value is why there is none. */
void sandbox_enter(int32_t *landlock, int32_t *seccomp);

#endif
