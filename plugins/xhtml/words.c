#include "words.h"

#include <string.h>
#include <strings.h>

static const struct words table[] = {
	{ "en",
	    { "Contents", "Notes", "Source", "Updated", "Cover", "Title page",
		"Start of text", "Untitled", "Back to the text", "Image",
		"Video", "Audio", "Embedded content", "done", "open",
		"and % more", "Authors" } },
	{ "ar",
	    { "المحتويات", "الحواشي", "المصدر", "تحديث", "الغلاف",
		"صفحة العنوان", "بداية النص", "بلا عنوان", "العودة إلى النص",
		"صورة", "فيديو", "صوت", "محتوى مضمّن", "تم", "لم يتم", "و% أخرى",
		"المؤلفون" } },
	{ "de",
	    { "Inhalt", "Anmerkungen", "Quelle", "Aktualisiert", "Umschlag",
		"Titelseite", "Textbeginn", "Ohne Titel", "Zurück zum Text",
		"Bild", "Video", "Audio", "Eingebetteter Inhalt", "erledigt",
		"offen", "und % weitere", "Autoren" } },
	{ "es",
	    { "Contenido", "Notas", "Fuente", "Actualizado", "Cubierta",
		"Portada", "Inicio del texto", "Sin título", "Volver al texto",
		"Imagen", "Vídeo", "Audio", "Contenido incrustado", "hecho",
		"pendiente", "y % más", "Autores" } },
	{ "fr",
	    { "Sommaire", "Notes", "Source", "Mis à jour", "Couverture",
		"Page de titre", "Début du texte", "Sans titre",
		"Retour au texte", "Image", "Vidéo", "Audio", "Contenu intégré",
		"fait", "à faire", "et % autres", "Auteurs" } },
	{ "he",
	    { "תוכן העניינים", "הערות", "מקור", "עודכן", "כריכה", "שער",
		"תחילת הטקסט", "ללא כותרת", "חזרה לטקסט", "תמונה", "וידאו",
		"שמע", "תוכן מוטבע", "בוצע", "פתוח", "ועוד %", "מחברים" } },
	{ "it",
	    { "Indice", "Note", "Fonte", "Aggiornato", "Copertina",
		"Frontespizio", "Inizio del testo", "Senza titolo",
		"Torna al testo", "Immagine", "Video", "Audio",
		"Contenuto incorporato", "fatto", "da fare", "e altri %",
		"Autori" } },
	{ "ja",
	    { "目次", "注", "出典", "更新", "表紙", "扉", "本文", "無題",
		"本文に戻る", "画像", "動画", "音声", "埋め込みコンテンツ",
		"完了", "未完了", "ほか%編", "著者" } },
	{ "ko",
	    { "차례", "주석", "출처", "수정", "표지", "속표지", "본문 시작",
		"제목 없음", "본문으로 돌아가기", "이미지", "동영상", "오디오",
		"삽입된 콘텐츠", "완료", "미완료", "외 %편", "저자" } },
	{ "nl",
	    { "Inhoud", "Noten", "Bron", "Bijgewerkt", "Omslag", "Titelpagina",
		"Begin van de tekst", "Zonder titel", "Terug naar de tekst",
		"Afbeelding", "Video", "Audio", "Ingesloten inhoud", "gedaan",
		"open", "en nog %", "Auteurs" } },
	{ "pl",
	    { "Spis treści", "Przypisy", "Źródło", "Aktualizacja", "Okładka",
		"Strona tytułowa", "Początek tekstu", "Bez tytułu",
		"Powrót do tekstu", "Obraz", "Wideo", "Dźwięk",
		"Treść osadzona", "zrobione", "do zrobienia", "i % innych",
		"Autorzy" } },
	{ "pt",
	    { "Índice", "Notas", "Fonte", "Atualizado", "Capa",
		"Folha de rosto", "Início do texto", "Sem título",
		"Voltar ao texto", "Imagem", "Vídeo", "Áudio",
		"Conteúdo incorporado", "feito", "por fazer", "e mais %",
		"Autores" } },
	{ "ru",
	    { "Содержание", "Примечания", "Источник", "Обновлено", "Обложка",
		"Титульная страница", "Начало текста", "Без названия",
		"Назад к тексту", "Изображение", "Видео", "Аудио",
		"Встроенное содержимое", "выполнено", "не выполнено", "и ещё %",
		"Авторы" } },
	{ "sv",
	    { "Innehåll", "Noter", "Källa", "Uppdaterad", "Omslag", "Titelsida",
		"Textens början", "Utan titel", "Tillbaka till texten", "Bild",
		"Video", "Ljud", "Inbäddat innehåll", "klar", "öppen",
		"och % till", "Författare" } },
	{ "tr",
	    { "İçindekiler", "Notlar", "Kaynak", "Güncellendi", "Kapak",
		"Başlık sayfası", "Metnin başı", "Başlıksız", "Metne dön",
		"Görsel", "Video", "Ses", "Gömülü içerik", "tamam", "açık",
		"ve % diğer", "Yazarlar" } },
	{ "zh",
	    { "目录", "注释", "来源", "更新", "封面", "扉页", "正文", "无标题",
		"返回正文", "图片", "视频", "音频", "嵌入内容", "已完成",
		"未完成", "等%篇", "作者" } },
};

const struct words *
words_of(oct_str lang)
{
	size_t n = strcspn(lang.p, "-");

	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++)
		if (strlen(table[i].lang) == n &&
		    strncasecmp(table[i].lang, lang.p, n) == 0)
			return &table[i];
	return &table[0];
}
