// test_words - the catalogs themselves: the same keys and places in every language, plain consent, nobody fails.
#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <fstream>
#include <regex>
#include <set>
#include <sstream>

#include "tests/ui/screens/fixture.hpp"
#include "tests/ui/screens/po.hpp"
#include "tests/ui/screens/walk.hpp"
#include "ui/screens/screens.hpp"

namespace vestibule::ui::test {
namespace {

using journey::State;
using journey::Step;
using journey::Trouble;

const std::string kCatalogs = VESTIBULE_CATALOGS;

std::multiset<std::string> places_in(const std::string& words) {
    static const std::regex place("\\{[0-9]\\}");
    std::multiset<std::string> found;
    for (std::sregex_iterator at(words.begin(), words.end(), place), end; at != end; ++at) found.insert(at->str());
    return found;
}

TEST(Words, EveryLanguageHasTheSameKeysAndPlaces) {
    const auto english = read_po(kCatalogs + "/en.po");
    ASSERT_GT(english.size(), 200U);
    for (const Language& language : languages()) {
        const auto other = read_po(kCatalogs + "/" + std::string(language.code) + ".po");
        for (const auto& [key, words] : english) {
            ASSERT_TRUE(other.contains(key)) << language.code << " " << key;
            const auto here = places_in(words), there = places_in(other.at(key));
            EXPECT_EQ(std::set(here.begin(), here.end()), std::set(there.begin(), there.end()))
                << language.code << " " << key;
            EXPECT_FALSE(other.at(key).empty()) << language.code << " " << key;
        }
        EXPECT_EQ(other.size(), english.size()) << language.code;
    }
}

/// The literals from `at` to the bracket that closes the one before it, or to the statement's end; neighbours are one.
std::vector<std::string> literals_in(const std::string& text, std::size_t at) {
    std::vector<std::string> found;
    bool joined = false;
    for (int depth = 1; at < text.size() && depth > 0 && text[at] != ';'; ++at) {
        const char c = text[at];
        if (c != '"') {
            joined = joined && std::isspace(static_cast<unsigned char>(c)) != 0;
            depth += c == '(' || c == '{' ? 1 : c == ')' || c == '}' ? -1 : 0;
            continue;
        }
        std::string words;
        for (++at; at < text.size() && text[at] != '"'; ++at) words += text[at] == '\\' ? text[++at] : text[at];
        if (!joined) found.emplace_back();
        found.back() += words;
        joined = true;
    }
    return found;
}

/// What the self tests say: every form in say(...), every hint and limit that has a name, every title.
std::set<std::string> said_by_tests() {
    static const std::regex kSaid(
        R"re((\bsay\(|Words\(|const char\* k?(?:Hint|Limit|CableHint|DiskHint|ImageHint)\s*=\s*|)re"
        R"re(not_applicable\(|inconclusive\(|\bpass\(|return \{Verdict::\w+, ))re");
    std::set<std::string> forms;
    for (const auto& entry :
         std::filesystem::directory_iterator(std::string(VESTIBULE_SOURCE) + "/kiosk/diagnostics")) {
        const std::string name = entry.path().filename();
        if (entry.path().extension() != ".cpp" || name.starts_with("report") || name == "collectors.cpp") continue;
        std::ifstream stream(entry.path());
        const std::string text(std::istreambuf_iterator<char>(stream), {});
        for (std::sregex_iterator found(text.begin(), text.end(), kSaid), end; found != end; ++found) {
            const auto after = static_cast<std::size_t>(found->position() + found->length());
            auto literals = literals_in(text, after);
            // Paths, formats and names of files are no words.
            std::erase_if(literals, [](const std::string& one) {
                return one.find(' ') == std::string::npos || one == " " || one == ", " ||
                       one.find("{:") != std::string::npos || one.starts_with("sys/") || one.starts_with("proc/");
            });
            forms.insert(literals.begin(), literals.end());
        }
    }
    return forms;
}

TEST(Words, OfTheSelfTestsAreInEveryLanguage) {
    const std::set<std::string> forms = said_by_tests();
    ASSERT_GT(forms.size(), 200U);
    for (const Language& language : languages()) {
        const auto words = read_po(kCatalogs + "/tests/" + std::string(language.code) + ".po");
        for (const std::string& form : forms) EXPECT_TRUE(words.contains(form)) << language.code << ": " << form;
        for (const auto& [form, other] : words) {
            const auto here = places_in(form), there = places_in(other);
            EXPECT_EQ(here, there) << language.code << " " << form;
            EXPECT_FALSE(other.empty()) << form;
        }
    }
}

Catalog& catalog() {
    static Catalog one = Catalog::open("share/vestibule/locale").value();
    return one;
}

std::vector<std::string> split(const std::string& words) {
    std::istringstream in(words);
    return {std::istream_iterator<std::string>(in), {}};
}

int syllables(const std::string& word) {
    int count = 0;
    bool vowel_before = false;
    for (const char c : word) {
        const bool vowel = std::string("aeiouy").find(static_cast<char>(std::tolower(c))) != std::string::npos;
        if (vowel && !vowel_before) ++count;
        vowel_before = vowel;
    }
    if (count > 1 && word.ends_with('e') && !word.ends_with("le")) --count;
    return std::max(count, 1);
}

/// Flesch and Kincaid's grade: a rough measure, good enough to catch a wall of legal words.
double grade(const std::string& text) {
    int sentences = 0, words = 0, all_syllables = 0;
    for (std::string word : split(text)) {
        if (word.ends_with('.') || word.ends_with('?')) ++sentences;
        std::erase_if(word, [](unsigned char c) { return std::isalpha(c) == 0; });
        if (word.empty()) continue;
        ++words;
        all_syllables += syllables(word);
    }
    return 0.39 * words / std::max(sentences, 1) + 11.8 * all_syllables / std::max(words, 1) - 15.59;
}

TEST(Words, ConsentIsShortAndPlain) {
    const Fixture fixture;
    for (const Language& language : languages()) {
        catalog().set_language(language.code);
        for (const Step step : {Step::PictureConsent, Step::ShareConsent}) {
            for (std::uint8_t which = 0; which < 2; ++which) {
                State state = state_at(step);
                state.provider = which;
                visit::VisitView view = fixture.view(step, std::string(language.code));
                view.places = fixture.view(Step::Places).places;
                view.names_shown = true;
                state.place = which == 0 ? journey::kNoPlace : 3;
                const Node root = screen(state, view);
                const std::string text =
                    words_of(*find(root, "title"), catalog()) + words_of(*find(root, "consent"), catalog());
                const std::string answers = words_of(*find(root, "answers"), catalog());
                EXPECT_LE(split(text + answers).size(), 60U) << language.code << "\n" << text << answers;
                EXPECT_TRUE(language.code != "en" || grade(text) <= 7.0) << grade(text) << "\n" << text;
            }
        }
    }
}

TEST(Words, TheWholeEnglishCatalogIsPlain) {
    std::string all;
    for (const auto& [key, words] : read_po(kCatalogs + "/en.po")) {
        if (split(words).size() < 6) continue;
        all += words + (words.ends_with('.') || words.ends_with('?') ? " " : ". ");
        EXPECT_LE(grade(words), 11.0) << key << ": " << words;  // one long word in a short sentence weighs a lot
    }
    EXPECT_LE(grade(all), 6.0);
}

std::string lower(std::string text) {
    for (char& c : text) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return text;
}

/// The content of the screen without the bands, which are the same everywhere.
std::string told(const Node& root) {
    return lower(words_of(*find(root, "title"), catalog()) + words_of(*find(root, "content"), catalog()));
}

TEST(Words, ARefusalNeverSaysWhichFactOrWhoseFault) {
    const Fixture fixture;
    for (const Language& language : languages()) {
        catalog().set_language(language.code);
        for (const Step step : {Step::NotVerified, Step::ServiceTrouble}) {
            for (int trouble = 0; trouble <= static_cast<int>(Trouble::Exhausted); ++trouble) {
                for (const Step back_to : {Step::ChooseHow, Step::Verifying, Step::Searching, Step::Confirm}) {
                    State state = state_at(step);
                    state.trouble = static_cast<Trouble>(trouble);
                    state.back_to = back_to;
                    const std::string words = told(screen(state, fixture.view(step, std::string(language.code))));
                    for (const char* never :
                         {"fail", "mismatch", "match", "name", "birth", "invalid", "wrong", "error", "reject", "denied",
                          "fall", "coincid", "nombre", "nacimiento", "inválid", "rechaz"}) {
                        EXPECT_EQ(words.find(never), std::string::npos) << never << " in: " << words;
                    }
                }
            }
        }
    }
}

TEST(Words, NobodyFailsAnywhere) {
    for (const char* language : {"en", "es"}) {
        for (const auto& [key, words] : read_po(kCatalogs + "/" + language + ".po")) {
            for (const char* never : {"fail", "invalid", "illegal", "fallo", "fallado", "inválid", "incorrect"}) {
                EXPECT_EQ(lower(words).find(never), std::string::npos) << language << " " << key << ": " << words;
            }
        }
    }
}

}  // namespace
}  // namespace vestibule::ui::test
