// error_words_test - every code has words for everybody, patients' texts exist, and the manual page is up to date.
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <set>

#include "kiosk/privacy/error_words.hpp"

namespace vestibule {
namespace {

std::string file(const std::string& path) {
    std::ifstream stream(std::string(VESTIBULE_SOURCE_DIR) + "/" + path);
    return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

std::vector<ErrorCode> codes() {
    std::vector<ErrorCode> all;
    for (int number = 100; number < 600; ++number) {
        const auto code = error_of_notice(number);
        if (code && static_cast<int>(*code) == number) all.push_back(*code);
    }
    return all;
}

TEST(ErrorWords, AreThereForEveryCode) {
    const std::string catalog = file("ui/text/catalogs/en.po");
    ASSERT_FALSE(catalog.empty());
    EXPECT_GT(codes().size(), 25U);
    for (const ErrorCode code : codes()) {
        const ErrorWords words = words_of(code);
        EXPECT_TRUE(words.staff.ends_with('.')) << error_label(code);
        EXPECT_TRUE(words.technician.ends_with('.')) << error_label(code);
        EXPECT_NE(catalog.find("msgid \"" + std::string(words.patient) + "\""), std::string::npos)
            << error_label(code) << ": no text " << words.patient;
    }
}

TEST(ErrorWords, OfACommandThatTheyNameAreRight) {
    // A command that is named must be one of vestibulectl's.
    const std::set<std::string> known{"bundle",  "config", "profile", "diagnose", "journal",
                                      "support", "report", "explain", "access"};
    const std::string page = error_manual();
    constexpr std::string_view kBegin = "`vestibulectl ";
    int count = 0;
    for (std::size_t at = page.find(kBegin); at != std::string::npos; at = page.find(kBegin, at + 1)) {
        const std::size_t word = at + kBegin.size();
        const std::string name = page.substr(word, page.find_first_of(" `", word) - word);
        if (name == "errors") continue;
        ++count;
        EXPECT_TRUE(known.contains(name)) << name;
    }
    EXPECT_GT(count, 10);
}

TEST(ErrorWords, CodesAreReadAsPeopleWriteThem) {
    EXPECT_EQ(error_named("E204"), ErrorCode::TimedOut);
    EXPECT_EQ(error_named("e204"), ErrorCode::TimedOut);
    EXPECT_EQ(error_named("204"), ErrorCode::TimedOut);
    EXPECT_EQ(error_named("10"), ErrorCode::NotErased) << "the program's exit code";
    for (const char* odd : {"", "E", "E9999", "204x", "E-1", "0"}) EXPECT_FALSE(error_named(odd)) << odd;
}

TEST(ErrorWords, CodeToScanTellsByItself) {
    EXPECT_EQ(help_for_scanning(ErrorCode::NotErased).rfind("E501: erasure is not proved. ", 0), 0U);
    for (const ErrorCode code : codes()) EXPECT_LT(help_for_scanning(code).size(), 250U) << "too fine to scan";
}

TEST(ErrorWords, ManualPageIsTheCatalogs) {
    EXPECT_TRUE(file("docs/error-codes.md") == error_manual())
        << "put in the output of `vestibulectl errors > docs/error-codes.md`";
}

}  // namespace
}  // namespace vestibule
