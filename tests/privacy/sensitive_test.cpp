// sensitive_test - proves that a patient's value is gone from memory when it is destroyed, moved, cleared or outgrown.
#include "kiosk/privacy/sensitive.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cstring>
#include <memory>

#include "tests/privacy/released.hpp"

namespace vestibule::privacy {
namespace {

using testing::Released;

constexpr std::string_view kShort = "Wilhelmina";  // lives inside the string object
constexpr std::string_view kLong = "Wilhelmina Sample-Dougherty of 1234 Canary Lane";

/// Memory for one T that can be read before and after T's life.
template <typename T>
struct Place {
    alignas(T) std::array<unsigned char, sizeof(T)> bytes{};
    template <typename... Args>
    T* make(Args&&... args) {
        return new (bytes.data()) T(std::forward<Args>(args)...);
    }
    [[nodiscard]] bool holds(std::string_view needle) const {
        std::string copy(bytes.size(), '\0');
        for (std::size_t i = 0; i < bytes.size(); ++i)
            copy[i] = static_cast<char>(const_cast<const volatile unsigned char&>(bytes[i]));
        return copy.find(needle) != std::string::npos;
    }
};

TEST(Sensitive, ShortTextIsGoneAfterItsLife) {
    Place<SecretText> place;
    SecretText* text = place.make(secret(kShort));
    EXPECT_TRUE(place.holds(kShort)) << "the test looks at the right place";
    std::destroy_at(text);
    EXPECT_FALSE(place.holds(kShort));
}

TEST(Sensitive, MovedFromTextHoldsNothing) {
    Place<SecretText> place;
    SecretText* text = place.make(secret(kShort));
    const SecretText taken = std::move(*text);
    EXPECT_EQ(view(taken), kShort);
    EXPECT_FALSE(place.holds(kShort));
    EXPECT_TRUE(text->reveal().empty());
    std::destroy_at(text);
}

TEST(Sensitive, MoveAssignmentWipesBothSides) {
    Place<SecretText> from, to;
    SecretText* source = from.make(secret(kShort));
    SecretText* target = to.make(secret("Maximilian"));
    *target = std::move(*source);
    EXPECT_EQ(view(*target), kShort);
    EXPECT_FALSE(from.holds(kShort));
    EXPECT_FALSE(to.holds("Maximilian"));
    std::destroy_at(source);
    std::destroy_at(target);
    EXPECT_FALSE(to.holds(kShort));
}

TEST(Sensitive, ClearedTextIsGoneAndUsable) {
    Place<SecretText> place;
    SecretText* text = place.make(secret(kShort));
    text->clear();
    EXPECT_FALSE(place.holds(kShort));
    text->reveal().append("again");
    EXPECT_EQ(view(*text), "again");
    std::destroy_at(text);
}

TEST(Sensitive, PlainValuesAreGoneToo) {
    struct Code {
        char digits[8];
    };
    Place<Sensitive<Code>> place;
    Code code{};
    std::memcpy(code.digits, "4711998", 8);
    Sensitive<Code>* held = place.make(code);
    EXPECT_TRUE(place.holds("4711998"));
    std::destroy_at(held);
    EXPECT_FALSE(place.holds("4711998"));
}

TEST(Sensitive, DuplicateIsIndependent) {
    SecretText one = secret(kLong);
    const SecretText two = one.duplicate();
    one.clear();
    EXPECT_EQ(view(two), kLong);
    EXPECT_TRUE(one.reveal().empty());
}

TEST(Released, SeesWhatAnOrdinaryStringLeavesBehind) {
    auto text = std::make_unique<std::string>(kLong);
    const Released released(kLong);
    text.reset();
    EXPECT_EQ(released.with_needle(), 1) << "without this the tests below prove nothing";
}

TEST(Released, LongTextLeavesNothing) {
    auto text = std::make_unique<SecretText>(secret(kLong));
    const Released released(kLong.substr(0, 12));
    text.reset();
    EXPECT_GE(released.blocks(), 2);
    EXPECT_EQ(released.with_needle(), 0);
}

TEST(Released, ClearAndMoveLeaveNothing) {
    SecretText text = secret(kLong), other = secret("Maximilian Sample, 99 Other Street, Springfield");
    const Released released(kLong.substr(0, 12));
    other = std::move(text);
    other.clear();
    EXPECT_GE(released.blocks(), 2);
    EXPECT_EQ(released.with_needle(), 0);
}

TEST(Released, GrowingTextLeavesNothingInItsOldBlocks) {
    const Released released(kShort);
    WipedString text(kShort);
    for (int i = 0; i < 10'000; ++i) text.push_back('x');
    EXPECT_GE(released.blocks(), 5) << "it has grown several times";
    EXPECT_EQ(released.with_needle(), 0);
}

TEST(Released, GrowingBytesLeaveNothingInTheirOldBlocks) {
    const Released released(kShort);
    WipedBytes bytes(kShort.begin(), kShort.end());
    for (int i = 0; i < 10'000; ++i) bytes.push_back(1);
    bytes.resize(4);
    bytes.shrink_to_fit();
    EXPECT_GE(released.blocks(), 5);
    EXPECT_EQ(released.with_needle(), 0);
}

TEST(Wipe, OverwritesExactlyWhatItIsGiven) {
    std::array<unsigned char, 16> bytes{};
    bytes.fill(0xA5);
    wipe(bytes.data() + 4, 8);
    for (std::size_t i = 0; i < bytes.size(); ++i) EXPECT_EQ(bytes[i], i >= 4 && i < 12 ? 0 : 0xA5) << i;
    wipe(nullptr, 0);
}

}  // namespace
}  // namespace vestibule::privacy
