#include "lexicon.h"

void
lexicon_add(struct lexicon *lexicon, uint32_t hash, uint8_t marks)
{
	uint32_t i = lexicon_slot(hash);

	for (int probe = 0; probe < PROBES && lexicon->hash[i] != 0 &&
	     lexicon->hash[i] != hash;
	     probe++)
		i = (i + 1) % LEXICON_SLOTS;
	if (lexicon->hash[i] != hash &&
	    (lexicon->hash[i] != 0 || lexicon->count == LEXICON_SLOTS / 2))
		return;
	lexicon->count += lexicon->hash[i] == 0;
	lexicon->hash[i] = hash;
	lexicon->marks[i] |= marks;
}
