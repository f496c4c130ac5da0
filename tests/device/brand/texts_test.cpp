// texts_test - a facility's sentences: a closed list, in every language, plain and short.
#include "kiosk/device/brand/texts.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace vestibule::device {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

const std::vector<std::string> kBoth{"en", "es"};

std::string wrong(const std::string& text, const std::vector<std::string>& languages = kBoth) {
    const auto texts = read_site_texts(text, "texts.toml", languages);
    if (texts) return "no error";
    EXPECT_EQ(texts.error().code, ErrorCode::BadConfiguration);
    return texts.error().context;
}
std::string said(const std::string& words) {
    return wrong("[en]\nnotice = \"" + words + "\"\n", {"en"});
}

TEST(SiteTextsTest, AreReadAndFoundByLanguage) {
    const auto texts = read_site_texts(
        "[en]\nwelcome = \"Welcome to Northside\"\nnotice = \"Closed on Friday.\"\n[es]\n"
        "welcome = \"Bienvenido a Northside\"\nnotice = \"Cerrado el viernes.\"\n",
        "texts.toml", kBoth);
    ASSERT_TRUE(texts.ok()) << texts.error().context;
    EXPECT_EQ(site_text(*texts, "es", SiteText::Notice), "Cerrado el viernes.");
    EXPECT_EQ(site_text(*texts, "en", SiteText::Welcome), "Welcome to Northside");
    EXPECT_EQ(site_text(*texts, "en", SiteText::Help), "");
    EXPECT_EQ(site_text(*texts, "fr", SiteText::Welcome), "");
    EXPECT_TRUE(read_site_texts("", "texts.toml", kBoth).ok());
}

TEST(SiteTextsTest, WhatStandsInOneLanguageStandsInAll) {
    const std::string all = wrong(
        "[en]\nhelp = \"Call 555-0100.\"\ndesk = \"the red desk\"\n[es]\nhelp = \"Llame al "
        "555-0100.\"\n");
    EXPECT_THAT(all, HasSubstr("texts.toml:4:"));
    EXPECT_THAT(all, HasSubstr("'desk' is missing"));
    EXPECT_THAT(all, Not(HasSubstr("'help'")));
    EXPECT_THAT(wrong("[en]\nhelp = \"Call.\"\n"), HasSubstr("'help' is missing"));
    EXPECT_EQ(wrong("[en]\nhelp = \"Call.\"\n", {"en"}), "no error") << "a site with one language";
}

TEST(SiteTextsTest, TheListIsClosed) {
    EXPECT_THAT(wrong("[en]\nribbon = \"Everything is kept\"\n"), HasSubstr("ribbon"));
    EXPECT_THAT(wrong("[fr]\nwelcome = \"Bienvenue\"\n"), HasSubstr("fr"));
    EXPECT_THAT(wrong("[en]\nnotise = \"x\"\n"), HasSubstr("notice")) << "the nearest word is named";
    EXPECT_THAT(wrong("[en]\nnotice = 7\n"), HasSubstr("notice"));
}

TEST(SiteTextsTest, LengthIsCountedInCharacters) {
    std::string accents;
    for (int i = 0; i < 140; ++i) accents += i % 10 == 9 ? " " : "é";
    EXPECT_EQ(said(accents), "no error");
    EXPECT_THAT(said(accents + "é"), HasSubstr("141 characters; at most 140"));
    EXPECT_THAT(wrong("[en]\nwelcome = \"a welcome to all of you who come in here by day or by night, too\"\n", {"en"}),
                HasSubstr("at most 60"));
    EXPECT_EQ(said(std::string(20, 'w')), "no error");
    EXPECT_THAT(said("a " + std::string(21, 'w')), HasSubstr("a word of 21 characters; at most 20"));
    EXPECT_THAT(said(""), HasSubstr("expected words"));
    EXPECT_THAT(said("  \\u00A0 "), HasSubstr("expected words"));
}

TEST(SiteTextsTest, NothingUnseenAndNothingThatTurnsTheWriting) {
    // Right-to-left override, isolates, marks, zero width, line separators, tags, private use, noncharacters.
    for (const char* escape : {"\\u202E", "\\u202A", "\\u2066", "\\u2069", "\\u200F",     "\\u200E",    "\\u061C",
                               "\\u200B", "\\u200D", "\\u2028", "\\uFEFF", "\\u00AD",     "\\u0007",    "\\n",
                               "\\t",     "\\u0085", "\\uE000", "\\uFFFC", "\\U000E0041", "\\U000F0000"}) {
        EXPECT_THAT(said(std::string("Call ") + escape + " us"), HasSubstr("character 6 is U+")) << escape;
    }
    EXPECT_EQ(said("¿Necesita ayuda? Llame al 555-0100 — día y noche."), "no error");
    EXPECT_EQ(said("مرحبا 你好 שלום"), "no error") << "a direction of its own is no trick";
    EXPECT_EQ(said("<b>{0}</b> %s"), "no error") << "it is words, and nothing reads it as more";
}

}  // namespace
}  // namespace vestibule::device
