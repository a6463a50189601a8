/*
 * memory.c -- peak memory of whole runs: memory OCTAVO FILE...
 *
 * Runs "octavo -t text" for each file and compares what it took at its most
 * with the bound of 12 times the file's size plus 16 MB; exits with 1 if one
 * exceeds it.  In C, since the kernel counts the memory of who starts a program
 * towards the program's own.
 */
#include <spawn.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>

extern char **environ;

/* Bytes at the most, or 0. */
static double
peak_of(const char *octavo, const char *file)
{
	const char *argv[] = { "octavo", "-q", "-t", "text", "-o", "/dev/null",
		file, NULL };
	struct rusage used;
	pid_t pid;
	int how;

	if (posix_spawn(&pid, octavo, NULL, NULL, (char **)argv, environ) !=
		0 ||
	    wait4(pid, &how, 0, &used) != pid || !WIFEXITED(how))
		return 0;
	return (double)used.ru_maxrss * 1024;
}

int
main(int argc, char **argv)
{
	double worst = 0, worst_peak = 0, worst_size = 0;
	int i, over = 0;

	for (i = 2; i < argc; i++) {
		struct stat st;
		double peak = peak_of(argv[1], argv[i]), share;

		if (peak == 0 || stat(argv[i], &st) != 0) {
			fprintf(stderr, "%s: could not be run\n", argv[i]);
			return 1;
		}
		share = peak / (12.0 * (double)st.st_size + 16e6);
		over += share > 1;
		if (share > worst) {
			worst = share;
			worst_peak = peak;
			worst_size = (double)st.st_size;
		}
	}
	printf("%d files, %d over the bound; nearest to it %.2f: %.1f MB for "
	       "a file of %.2f MB\n",
	    argc - 2, over, worst, worst_peak / 1e6, worst_size / 1e6);
	return over != 0 || argc < 3;
}
