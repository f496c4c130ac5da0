// errors_test - the catalog of errors: every code once, in its range, with words for a person.
#include <gtest/gtest.h>

#include <set>
#include <vector>

#include "kiosk/privacy/result.hpp"

namespace vestibule {
namespace {

struct Entry {
    const char* name;
    int number;
    std::string_view title, action;
};
const std::vector<Entry>& catalog() {
    static const std::vector<Entry> kEntries{
#define VESTIBULE_ERROR(name, number, title, action) Entry{#name, number, title, action},
#include "kiosk/privacy/errors.def"
#undef VESTIBULE_ERROR
    };
    return kEntries;
}

TEST(Errors, NumbersAndNamesAreUnique) {
    std::set<int> numbers;
    std::set<std::string_view> titles;
    for (const Entry& entry : catalog()) {
        EXPECT_TRUE(numbers.insert(entry.number).second) << entry.name;
        EXPECT_TRUE(titles.insert(entry.title).second) << entry.name << " has the words of another";
        EXPECT_TRUE(entry.number > 100 && entry.number < 600) << entry.name;
    }
    EXPECT_GT(numbers.size(), 20U);
}

TEST(Errors, WordsAreForPeople) {
    for (const Entry& entry : catalog()) {
        EXPECT_FALSE(entry.title.empty() || entry.title.ends_with('.')) << entry.name;
        EXPECT_TRUE(entry.action.ends_with('.')) << entry.name;
    }
}

TEST(Errors, EveryCodeIsDescribed) {
    for (const Entry& entry : catalog()) {
        const ErrorEntry& described = describe(static_cast<ErrorCode>(entry.number));
        EXPECT_EQ(described.name, entry.name);
        EXPECT_EQ(described.title, entry.title);
    }
}

TEST(Errors, SentenceHasNumberTitleAndPlace) {
    EXPECT_EQ((Error{ErrorCode::TimedOut, "records.example:443"}.sentence()),
              "E204 a server did not answer in time: records.example:443");
    EXPECT_EQ((Error{ErrorCode::NoDisplay, ""}.sentence()), "E105 no display can be opened");
    EXPECT_EQ((Error{ErrorCode::BadProfile, "line 3"}.within("clear.toml").context), "clear.toml: line 3");
}

TEST(Result, IsAValueOrAnError) {
    const Result<int> good = 7, bad = Error{ErrorCode::NothingFound, "x"};
    EXPECT_TRUE(good.ok());
    EXPECT_EQ(*good, 7);
    EXPECT_FALSE(bad.ok());
    EXPECT_EQ(bad.error().code, ErrorCode::NothingFound);
    EXPECT_TRUE(Result<void>().ok());
    EXPECT_FALSE(Result<void>(Error{ErrorCode::NothingFound, ""}).ok());
}

}  // namespace
}  // namespace vestibule
