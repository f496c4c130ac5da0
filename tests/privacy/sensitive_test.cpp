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

/// A place in the pool, which is read also after its block was given back: the pool keeps its pages.
struct Place {
    const void* at = nullptr;
    std::size_t size = 0;
    template <typename T>
    explicit Place(const Sensitive<T>& held) : at(&held.reveal()), size(sizeof(T)) {}
    Place(const void* block, std::size_t bytes) : at(block), size(bytes) {}
    [[nodiscard]] bool holds(std::string_view needle) const {
        std::string copy(size, '\0');
        for (std::size_t i = 0; i < size; ++i)
            copy[i] = static_cast<char>(static_cast<const volatile unsigned char*>(at)[i]);
        return copy.find(needle) != std::string::npos;
    }
};

#ifdef VESTIBULE_PLAIN_MEMORY
#define VESTIBULE_NEEDS_POOL() GTEST_SKIP() << "a sanitizer's allocator stands in for the locked pool"
#else
#define VESTIBULE_NEEDS_POOL() static_cast<void>(0)
#endif

TEST(Sensitive, ShortTextIsGoneAfterItsLife) {
    VESTIBULE_NEEDS_POOL();
    auto text = std::make_unique<SecretText>(secret(kShort));
    const Place place(*text);
    EXPECT_TRUE(place.holds(kShort)) << "the test looks at the right place";
    text.reset();
    EXPECT_FALSE(place.holds(kShort));
}

TEST(Sensitive, LongTextIsGoneAfterItsLife) {
    VESTIBULE_NEEDS_POOL();
    auto text = std::make_unique<SecretText>(secret(kLong));
    const Place place(text->reveal().data(), kLong.size());
    EXPECT_TRUE(place.holds(kLong));
    text.reset();
    EXPECT_FALSE(place.holds(kLong.substr(8, 20)));
}

TEST(Sensitive, MoveTakesTheValueAlongWithoutACopy) {
    SecretText text = secret(kShort);
    const WipedString* const at = &text.reveal();
    const SecretText taken = std::move(text);
    EXPECT_EQ(&taken.reveal(), at);
    EXPECT_EQ(view(taken), kShort);
    EXPECT_TRUE(view(text).empty());
}

TEST(Sensitive, MoveAssignmentWipesTheValueThatWasThere) {
    VESTIBULE_NEEDS_POOL();
    SecretText source = secret(kShort), target = secret("Maximilian");
    const Place place(target);
    target = std::move(source);
    EXPECT_EQ(view(target), kShort);
    EXPECT_FALSE(place.holds("Maximilian"));
}

TEST(Sensitive, ClearedTextIsGoneAndUsable) {
    VESTIBULE_NEEDS_POOL();
    SecretText text = secret(kShort);
    const Place place(text);
    text.clear();
    EXPECT_FALSE(place.holds(kShort));
    text.reveal().append("again");
    EXPECT_EQ(view(text), "again");
}

TEST(Sensitive, PlainValuesAreGoneToo) {
    VESTIBULE_NEEDS_POOL();
    struct Code {
        char digits[16];
    };
    auto held = std::make_unique<Sensitive<Code>>(Code{"471199847119982"});
    const Place place(*held);
    EXPECT_TRUE(place.holds("47119984711998"));
    held.reset();
    EXPECT_FALSE(place.holds("4711998"));
}

TEST(Sensitive, WhatItCameInIsWiped) {
    WipedString given(kShort);
    const SecretText text(std::move(given));
    EXPECT_EQ(view(text), kShort);
    EXPECT_EQ(std::string_view(given.data(), kShort.size()).find(kShort.substr(1)), std::string_view::npos);
}

TEST(LockedMemory, IsCountedLockedAndUsedAgain) {
    VESTIBULE_NEEDS_POOL();
    void* const block = take_locked(100);
    const LockedMemory before = locked_memory();
    EXPECT_GE(before.taken_bytes, 100U);
    EXPECT_GT(before.locked_bytes, 0U) << "not one page could be locked";
    std::memset(block, 'x', 100);
    give_locked(block, 100);
    void* const again = take_locked(128);
    EXPECT_EQ(again, block) << "blocks of one size go round";
    EXPECT_FALSE(Place(again, 100).holds("x"));
    give_locked(again, 128);
    EXPECT_EQ(locked_memory().mapped_bytes, before.mapped_bytes);
}

TEST(LockedMemory, ServesLargeAndEmptyBlocks) {
    for (const std::size_t size : {std::size_t{0}, std::size_t{1}, std::size_t{4097}, std::size_t{8} << 20}) {
        void* const block = take_locked(size);
        std::memset(block, 1, size);
        give_locked(block, size);
    }
    give_locked(nullptr, 8);
    EXPECT_THROW((void)take_locked(std::size_t{1} << 60), std::bad_alloc);
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

TEST(Released, SecretsNeverPassThroughTheOrdinaryHeap) {
    const Released released(kShort);
    {
        SecretText text = secret(kLong), other = secret(kShort);
        WipedString grown(kShort);
        for (int i = 0; i < 10'000; ++i) grown.push_back('x');
        WipedBytes bytes(kShort.begin(), kShort.end());
        for (int i = 0; i < 10'000; ++i) bytes.push_back(1);
        bytes.resize(4);
        bytes.shrink_to_fit();
        other = std::move(text);
    }
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
