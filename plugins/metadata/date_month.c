/* date_month.c -- the months in the languages of the web. */
#include "date_private.h"

/*
 * Names and common abbreviations in lower case: English, German, French,
 * Spanish, Italian, Portuguese, Dutch, Swedish, Norwegian, Danish, Finnish,
 * Polish, Czech, Slovak, Hungarian, Romanian, Croatian, Russian, Ukrainian,
 * Bulgarian, Greek, Turkish, Indonesian, Catalan, Arabic, Hebrew, Hindi.
 * Where a name means two months ("listopad"), the language with more speakers
 * decides.
 */
static const char *const months[12] = {
	"jan january januar jänner janvier janv enero ene gennaio genn gen "
	"januari janeiro jaan jaanuar styczeń stycznia sty leden ledna január "
	"januára ianuarie ian siječanj siječnja январь января янв січень січня "
	"януари ιανουάριος ιανουαρίου ιαν ocak oca gener tammikuu tammikuuta "
	"tammi يناير ינואר בינואר जनवरी",
	"feb february febr februar feber février févr fév fevrier febrero "
	"febbraio febb februari fevereiro fev luty lutego lut únor února "
	"február februára februarie veljača veljače февраль февраля фев февр "
	"лютий лютого февруари φεβρουάριος φεβρουαρίου φεβ şubat şub febrer "
	"helmikuu helmikuuta helmi pebruari فبراير شباط פברואר בפברואר फरवरी "
	"फ़रवरी",
	"mar march märz mrz mars marzo maart mrt março marco marts marzec marca "
	"březen března marec március márc martie ožujak ožujka март марта мар "
	"березень березня μάρτιος μαρτίου μαρ mart març maaliskuu maaliskuuta "
	"maalis maret مارس آذار מרץ במרץ मार्च",
	"apr april avril avr abril abr aprile kwiecień kwietnia kwi duben dubna "
	"apríl apríla április ápr aprilie travanj travnja апрель апреля апр "
	"квітень квітня април απρίλιος απριλίου απρ nisan nis huhtikuu "
	"huhtikuuta huhti أبريل إبريل ابريل نيسان אפריל באפריל अप्रैल",
	"may mai mayo maggio mag mei maio maj maja květen května máj mája május "
	"svibanj svibnja май мая травень травня майски μάιος μαΐου μαι mayıs "
	"maig toukokuu toukokuuta touko مايو أيار מאי במאי मई",
	"jun june juni juin junio giugno giu junho czerwiec czerwca cze červen "
	"června jún júna június jún iunie iun lipanj lipnja июнь июня июн "
	"червень червня юни ιούνιος ιουνίου ιουν haziran haz juny kesäkuu "
	"kesäkuuta kesä يونيو حزيران יוני ביוני जून",
	"jul july juli juillet juil julio luglio lug julho lipiec lipca lip "
	"červenec července júl júla július iulie iul srpanj srpnja июль июля "
	"июл липень липня юли ιούλιος ιουλίου ιουλ temmuz tem juliol heinäkuu "
	"heinäkuuta heinä يوليو تموز יולי ביולי जुलाई",
	"aug august août aout agosto ago augustus augusti sierpień sierpnia sie "
	"srpen srpna augusta augusztus kolovoz kolovoza август августа авг "
	"серпень серпня αύγουστος αυγούστου αυγ ağustos ağu agost agustus agu "
	"elokuu elokuuta elo أغسطس اغسطس آب אוגוסט באוגוסט अगस्त",
	"sep sept september septembre septiembre setiembre settembre sett set "
	"setembro septiembre wrzesień września wrz září septembra szeptember "
	"szept septembrie rujan rujna сентябрь сентября сен сент вересень "
	"вересня септември σεπτέμβριος σεπτεμβρίου σεπ σεπτ eylül eyl setembre "
	"syyskuu syyskuuta syys سبتمبر أيلول ספטמבר בספטמבר सितंबर सितम्बर",
	"oct october oktober okt octobre octubre ottobre ott outubro out "
	"październik października paź říjen října október októbra októ "
	"octombrie октябрь октября окт жовтень жовтня "
	"октомври οκτώβριος οκτωβρίου οκτ ekim eki lokakuu lokakuuta loka "
	"أكتوبر اكتوبر אוקטובר באוקטובר अक्टूबर अक्तूबर",
	"nov november novembre noviembre novembro listopad listopada listopadu "
	"novembra noiembrie noi studeni studenoga ноябрь ноября ноя нояб "
	"листопад листопада ноември νοέμβριος νοεμβρίου νοε kasım kas "
	"marraskuu marraskuuta marras nopember نوفمبر נובמבר בנובמבר नवंबर "
	"नवम्बर",
	"dec december dez dezember décembre déc decembre diciembre dic dicembre "
	"dezembro des desember grudzień grudnia gru prosinec prosince "
	"decembra decembrie prosinac prosinca декабрь декабря дек грудень "
	"грудня декември δεκέμβριος δεκεμβρίου δεκ aralık ara desembre "
	"joulukuu joulukuuta joulu ديسمبر דצמבר בדצמבר दिसंबर दिसम्बर",
};

static const char *const thai_months[12] = { "มกราคม ม", "กุมภาพันธ์ ก", "มีนาคม",
	"เมษายน", "พฤษภาคม", "มิถุนายน", "กรกฎาคม", "สิงหาคม", "กันยายน", "ตุลาคม",
	"พฤศจิกายน", "ธันวาคม" };

int
month_of(const struct token *t, bool *thai)
{
	*thai = false;
	if (t->kind != TOKEN_WORD || t->length < 3)
		return 0;
	for (int i = 0; i < 12; i++)
		if (token_listed(t, months[i]))
			return i + 1;
	for (int i = 0; i < 12; i++)
		if (token_listed(t, thai_months[i])) {
			*thai = true;
			return i + 1;
		}
	return 0;
}
