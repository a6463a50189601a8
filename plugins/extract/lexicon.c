#include <string.h>

#include "lexicon.h"

/* The most frequent function words, one language a line, in small letters.
 * Languages that do not part words by spaces are counted by character, in
 * text.c. */
static const char stop_words[] =
    "the of and to in is that for it as was with be by on not he his but at "
    "are this have from or had an they which you were their been has will "
    "would what if can about we your our more when who its "
    /* German */
    "der die und in den von zu das mit sich des auf für ist im dem nicht ein "
    "eine als auch es an werden aus er hat dass sie nach wird bei einer um am "
    "sind noch wie einem über so zum haben nur oder aber vor zur bis mehr "
    "durch man wurde sei ich wir "
    /* French */
    "de la le et les des en un du une que est pour qui dans par plus pas au "
    "sur ne se ce il sont mais nous ont avec aux son cette ses elle vous leur "
    "été ces fait était je sa on "
    /* Spanish, Portuguese, Galician, Catalan */
    "el los del las por con para una su al lo como más pero sus le ya este "
    "sí porque esta entre cuando muy sin sobre también hasta hay donde o e da "
    "do em um os no se na uma dos como mas foi ao ele das tem à seu sua ou "
    "ser nos já está eu pelo pela são não até isso amb els per és dels "
    /* Italian */
    "di che è la per un sono mi ho ha si non con della del nel alla anche i "
    "gli dei delle più come ma dal nella questo "
    /* Dutch */
    "het een van dat op te zijn voor met die niet aan er om ook als dan maar "
    "bij uit nog naar heeft worden door ze wordt hij "
    /* Swedish, Danish, Norwegian */
    "och att det som på är av för med den till inte om ett har jag men och "
    "var sig så vi från kan och af ikke til jeg og blev der skal også når "
    "efter eller ved "
    /* Finnish, Estonian, Hungarian */
    "ja on ei se että oli hän mutta ovat kun myös kuin tai mukaan ole sekä "
    "nyt joka ka kui mis või ning oma az egy és hogy nem is ez meg csak de "
    "már mint volt még el kell lehet majd ha "
    /* Polish, Czech, Slovak, Slovene, Croatian */
    "w i na z do się nie że jest o od po jak za przez dla są oraz ale jego "
    "być tym który może ich czy już a se v je že s pro by ve jsou jako ale "
    "které nebo bude podle sa na aj ako sú pre in za da so ki pa tudi bi u "
    "koji su što kao samo iz ili "
    /* Romanian, Albanian, Turkish */
    "și în la cu nu pe care este din mai sunt pentru fi într să au fost după "
    "dar ca ale të dhe në për më me një ka nga ve bir bu da de için ile olarak "
    "çok daha olan gibi sonra kadar ise var ne göre "
    /* Russian, Ukrainian, Bulgarian, Serbian */
    "и в не на я что с по а как это он к из у за от но для так же его все о "
    "было был бы при или мы до во со та що як від та про для його не до за "
    "се са да от ще със след много като които је да су од али које "
    /* Greek */
    "και το να του η της με που την από για τα είναι των σε ο οι στο θα τη "
    "στην τον δεν τους ότι ένα "
    /* Arabic, Persian, Urdu, Hebrew */
    "في من على أن إلى عن التي مع هذا ما لا الذي هذه كان بعد ذلك بين قد كما "
    "و به از که در را با این است برای آن خود تا شد بر شده کے میں کی ہے اور "
    "سے کا کو של את על לא הוא זה עם כי גם היא אל או אם כל "
    /* Hindi, Bengali, Marathi, Tamil */
    "के में की है और से का को पर ने कि यह भी हैं एक नहीं था लिए ও এই করে থেকে "
    "একটি জন্য না हे आणि या आहे ஒரு என்று இந்த மற்றும் "
    /* Indonesian, Malay, Vietnamese, Tagalog, Swahili */
    "yang dan di untuk dengan pada ini dari dalam tidak itu akan adalah oleh "
    "juga atau và là của có được cho trong một không với các người này đã "
    "những ang mga sa ng na ay ni wa katika kwa za ";

/* By which who runs a site speaks of himself. */
static const char we_words[] =
    "we our us ours wir uns unser unsere unserer unserem unseren nous notre "
    "nos nosotros nuestro nuestra nuestros nuestras nós nosso nossa nossos "
    "nossas noi nostro nostra nostri nostre wij ons onze vi vår våra våre vores "
    "nasz nasza nasze naszej naszych náš naše naší мы наш наша наше наши наших "
    "ми нашої "
    "biz bizim ";

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

static void
add_words(struct lexicon *lexicon, const char *words, uint8_t marks)
{
	uint32_t hash = LEXICON_SEED;

	for (const char *p = words; *p != '\0'; p++) {
		if (*p != ' ') {
			hash = lexicon_hash(hash, (uint8_t)*p);
			continue;
		}
		lexicon_add(lexicon, hash, marks);
		hash = LEXICON_SEED;
	}
}

void
lexicon_init(struct lexicon *lexicon)
{
	memset(lexicon, 0, sizeof *lexicon);
	add_words(lexicon, stop_words, WORD_STOP);
	add_words(lexicon, we_words, WORD_WE);
}
