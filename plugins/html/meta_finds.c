/* meta_finds.c -- which of the names and dates that a reader sees are the
 * page's. */
#include "meta_finds.h"

#define RIGHT_BEHIND 12
#define CLOSE 60 /* nodes from the title */
#define NEAR 300
#define TEASERS 3 /* as many that look the same are a list */

/* Points for what is set in `how`. */
struct points {
	uint16_t how;
	int8_t points;
};

static const struct points of_authors[] = {
	{ FIND_CLASS, 3 },
	{ FIND_NAME, 2 },
	{ FIND_LINK, 3 },
	{ FIND_LABEL, 4 },
	{ FIND_SIGNED, 2 },
	{ FIND_TWIN, 2 },
	{ FIND_ICON, 1 },
	{ FIND_DATED, 1 },
};

static const struct points of_dates[] = {
	{ FIND_CLASS, 3 },
	{ FIND_TIME, 3 },
	{ FIND_LINE, 3 },
	{ FIND_PART, -1 },
};

void
find_add(struct finds *finds, const struct dom *d, struct find find)
{
	uint32_t count;
	const struct dom_token *token = dom_tokens(d, find.node, &count);

	if (finds->count == FINDS)
		return;
	find.look = dom_name(d, find.node);
	for (; count > 0; count--, token++)
		if (!token->is_id)
			find.look += token->hash;
	finds->list[finds->count++] = find;
}

/* Nearer to the title is better, and behind it better than in front. */
static int
of_place(const struct find *find, uint32_t title)
{
	int points = find->doubtful ? -4 : 0;

	if (title == 0)
		return points;
	if (find->node < title)
		return points + (title - find->node < CLOSE ? 2 : -3);
	if (find->node - title < CLOSE)
		return points + 4;
	return points + (find->node - title < NEAR ? 2 : 0);
}

/* Right behind the title stands a byline, if it looks like one at all: against
 * others, not for how sure it is. */
static int
against_others(const struct find *find, uint32_t title)
{
	bool named = find->personal ||
	    (find->how & (FIND_LABEL | FIND_LINK | FIND_SIGNED));

	return named && title != 0 && find->node > title &&
		find->node - title < RIGHT_BEHIND
	    ? 2
	    : 0;
}

static int
of_look(const struct finds *finds, const struct find *find)
{
	size_t alike = 0;

	for (size_t i = 0; i < finds->count; i++)
		alike += finds->list[i].look == find->look;
	return alike >= TEASERS ? -2 : 0;
}

static int
of_how(const struct points *list, size_t n, uint16_t how)
{
	int sum = 0;

	for (size_t i = 0; i < n; i++)
		if (how & list[i].how)
			sum += list[i].points;
	return sum;
}

#define OF_HOW(list, how) of_how(list, sizeof(list) / sizeof((list)[0]), how)

/* Is it the name in a line that is more than that? */
static bool
is_name_in(const struct find *find, const struct find *line)
{
	return line == NULL ||
	    (find->personal && !line->personal &&
		find->node - line->node < RIGHT_BEHIND);
}

const struct find *
find_author(const struct finds *finds, uint32_t title, int *points)
{
	const struct find *best = NULL, *find = finds->list;
	int sum, rank, best_rank = FIND_LEAST - 1;

	*points = FIND_LEAST - 1;
	for (; find < finds->list + finds->count; find++) {
		sum = OF_HOW(of_authors, find->how) + of_place(find, title) +
		    of_look(finds, find) + (find->personal ? 2 : 0);
		rank = sum + against_others(find, title);
		if (find->how == 0 || sum < FIND_LEAST || rank < best_rank ||
		    (rank == best_rank && !is_name_in(find, best)))
			continue;
		best = find;
		best_rank = rank;
		*points = sum;
	}
	return best;
}

const struct find *
find_date(const struct finds *finds, uint32_t title, bool modified, int *points)
{
	const struct find *best = NULL, *find = finds->list;
	int sum;

	*points = FIND_LEAST - 1;
	for (; find < finds->list + finds->count; find++) {
		sum = OF_HOW(of_dates, find->how) + of_place(find, title) +
		    of_look(finds, find) + (find->in_url ? 4 : 0);
		if (find->modified == modified && sum > *points) {
			best = find;
			*points = sum;
		}
	}
	return best;
}
