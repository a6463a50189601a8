/* month.c: "2016-06" as a person says it. */
#include "arrange.h"

#include <strings.h>

/* In the form that stands by itself; "%" is where the year goes. */
static const struct {
	const char *lang, *names[12];
} months[] = {
	{ "ar",
	    { "يناير %", "فبراير %", "مارس %", "أبريل %", "مايو %", "يونيو %",
		"يوليو %", "أغسطس %", "سبتمبر %", "أكتوبر %", "نوفمبر %",
		"ديسمبر %" } },
	{ "de",
	    { "Januar %", "Februar %", "März %", "April %", "Mai %", "Juni %",
		"Juli %", "August %", "September %", "Oktober %", "November %",
		"Dezember %" } },
	{ "en",
	    { "January %", "February %", "March %", "April %", "May %",
		"June %", "July %", "August %", "September %", "October %",
		"November %", "December %" } },
	{ "es",
	    { "Enero de %", "Febrero de %", "Marzo de %", "Abril de %",
		"Mayo de %", "Junio de %", "Julio de %", "Agosto de %",
		"Septiembre de %", "Octubre de %", "Noviembre de %",
		"Diciembre de %" } },
	{ "fr",
	    { "Janvier %", "Février %", "Mars %", "Avril %", "Mai %", "Juin %",
		"Juillet %", "Août %", "Septembre %", "Octobre %", "Novembre %",
		"Décembre %" } },
	{ "he",
	    { "ינואר %", "פברואר %", "מרץ %", "אפריל %", "מאי %", "יוני %",
		"יולי %", "אוגוסט %", "ספטמבר %", "אוקטובר %", "נובמבר %",
		"דצמבר %" } },
	{ "it",
	    { "Gennaio %", "Febbraio %", "Marzo %", "Aprile %", "Maggio %",
		"Giugno %", "Luglio %", "Agosto %", "Settembre %", "Ottobre %",
		"Novembre %", "Dicembre %" } },
	{ "ja",
	    { "%年1月", "%年2月", "%年3月", "%年4月", "%年5月", "%年6月",
		"%年7月", "%年8月", "%年9月", "%年10月", "%年11月",
		"%年12月" } },
	{ "ko",
	    { "%년 1월", "%년 2월", "%년 3월", "%년 4월", "%년 5월", "%년 6월",
		"%년 7월", "%년 8월", "%년 9월", "%년 10월", "%년 11월",
		"%년 12월" } },
	{ "nl",
	    { "Januari %", "Februari %", "Maart %", "April %", "Mei %",
		"Juni %", "Juli %", "Augustus %", "September %", "Oktober %",
		"November %", "December %" } },
	{ "pl",
	    { "Styczeń %", "Luty %", "Marzec %", "Kwiecień %", "Maj %",
		"Czerwiec %", "Lipiec %", "Sierpień %", "Wrzesień %",
		"Październik %", "Listopad %", "Grudzień %" } },
	{ "pt",
	    { "Janeiro de %", "Fevereiro de %", "Março de %", "Abril de %",
		"Maio de %", "Junho de %", "Julho de %", "Agosto de %",
		"Setembro de %", "Outubro de %", "Novembro de %",
		"Dezembro de %" } },
	{ "ru",
	    { "Январь %", "Февраль %", "Март %", "Апрель %", "Май %", "Июнь %",
		"Июль %", "Август %", "Сентябрь %", "Октябрь %", "Ноябрь %",
		"Декабрь %" } },
	{ "sv",
	    { "Januari %", "Februari %", "Mars %", "April %", "Maj %", "Juni %",
		"Juli %", "Augusti %", "September %", "Oktober %", "November %",
		"December %" } },
	{ "tr",
	    { "Ocak %", "Şubat %", "Mart %", "Nisan %", "Mayıs %", "Haziran %",
		"Temmuz %", "Ağustos %", "Eylül %", "Ekim %", "Kasım %",
		"Aralık %" } },
	{ "zh",
	    { "%年1月", "%年2月", "%年3月", "%年4月", "%年5月", "%年6月",
		"%年7月", "%年8月", "%年9月", "%年10月", "%年11月",
		"%年12月" } },
};

oct_str
month_title(const oct_api *a, oct_job *j, const char *month, oct_str lang)
{
	size_t n = strcspn(lang.p, "-"), number, before;
	const char *name = NULL;
	char *text;

	number = (size_t)((month[5] - '0') * 10 + month[6] - '0');
	for (size_t i = 0; i < sizeof(months) / sizeof(months[0]); i++)
		if (n == 2 && strncasecmp(months[i].lang, lang.p, 2) == 0)
			name = months[i].names[number - 1];
	if (name == NULL)
		return (oct_str){ month, strlen(month) };
	if ((text = a->scratch(j, strlen(name) + 8)) == NULL)
		return (oct_str){ "", 0 };
	before = strcspn(name, "%");
	memcpy(text, name, before);
	memcpy(text + before, month, 4);
	strcpy(text + before + 4, name + before + 1);
	return (oct_str){ text, strlen(text) };
}
