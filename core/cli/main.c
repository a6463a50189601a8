/* octavo -- the command. */
#include <getopt.h>
#include <octavo/octavo.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void
print_messages(oct_job *j)
{
	oct_message m = { .struct_size = sizeof(m) };

	for (size_t i = 0; oct_job_message(j, i, &m); i++) {
		fprintf(stderr, "octavo: %s", m.input);
		if (m.input[0] != '\0')
			fputs(":", stderr);
		if (m.line != 0)
			fprintf(stderr, "%u:", m.line);
		fprintf(stderr, " %s\n", m.text);
	}
}

int
main(int argc, char **argv)
{
	const char *from = NULL, *to = NULL, *out = NULL;
	oct_engine *e = oct_engine_new();
	oct_job *j;
	oct_status st = OCT_OK;
	oct_format_info info = { .struct_size = sizeof(info) };
	const uint8_t *data;
	size_t n;
	int c;

	oct_engine_search(e, NULL);
	j = oct_job_new(e);
	while ((c = getopt(argc, argv, "f:t:o:D:")) != -1)
		switch (c) {
		case 'f': from = optarg; break;
		case 't': to = optarg; break;
		case 'o': out = optarg; break;
		case 'D': {
			char *eq = strchr(optarg, '=');
			if (eq != NULL)
				*eq = '\0';
			oct_job_set(j, optarg, eq != NULL ? eq + 1 : "true");
			break;
		}
		default: return 6;
		}
	if (from != NULL && (st = oct_job_from(j, from)) != OCT_OK)
		goto done;
	for (int i = optind; i < argc && st == OCT_OK; i++)
		st = oct_job_read_file(j, argv[i]);
	if (st != OCT_OK)
		goto done;
	if (to == NULL && out != NULL &&
	    oct_engine_format_for(e, out, OCT_WRITES, &info))
		to = info.name;
	if (to == NULL)
		to = "text";
	if (out != NULL && strcmp(out, "-") != 0)
		st = oct_job_write_file(j, to, out);
	else if ((st = oct_job_write_memory(j, to, &data, &n)) == OCT_OK)
		fwrite(data, 1, n, stdout);
done:
	print_messages(j);
	oct_job_free(j);
	oct_engine_free(e);
	return st == OCT_OK ? 0 : 1;
}
