// shrink_test - the shrinker finds the few moves that matter, keeps the first, and stops when it is told to.
#include "tests/simulation/shrink.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace vestibule::simulation {
namespace {

Moves many(std::size_t count) {
    Moves moves{{MoveKind::Begin, {7, 31, 5, 0}}};
    for (std::size_t i = 0; i < count; ++i)
        moves.push_back({MoveKind::Press, {static_cast<std::uint16_t>(i), 3, 2, 1}});
    return moves;
}

bool presses(const Moves& moves, std::uint16_t which) {
    return std::any_of(moves.begin() + 1, moves.end(), [which](const Move& m) { return m.n[0] == which; });
}

TEST(Shrink, LeavesTheMovesThatMatter) {
    const auto fails = [](const Moves& moves) { return presses(moves, 17) && presses(moves, 90); };
    const Moves fewer = shrink(many(200), fails);
    ASSERT_EQ(fewer.size(), 3U);
    EXPECT_EQ(fewer[0], (Move{MoveKind::Begin, {}})) << "what does not matter becomes 0";
    EXPECT_EQ(fewer[1], (Move{MoveKind::Press, {17}}));
    EXPECT_EQ(fewer[2], (Move{MoveKind::Press, {90}}));
}

TEST(Shrink, KeepsTheOrderAndTheFirst) {
    const auto fails = [](const Moves& moves) {
        return moves[0].n[0] == 7 && moves.size() > 2 && moves[1].n[0] > moves[2].n[0];
    };
    Moves moves = many(0);
    for (const std::uint16_t n : {9, 4, 8, 3}) moves.push_back({MoveKind::Wait, {n}});
    const Moves fewer = shrink(moves, fails);
    ASSERT_EQ(fewer.size(), 3U);
    EXPECT_EQ(fewer[0].n[0], 7);
    EXPECT_GT(fewer[1].n[0], fewer[2].n[0]);
}

TEST(Shrink, WhatOnlyFailsWholeStaysWhole) {
    const Moves whole = many(9);
    EXPECT_EQ(shrink(whole, [&](const Moves& moves) { return moves == whole; }), whole);
}

TEST(Shrink, StopsAfterSoManyTries) {
    int tries = 0;
    const Moves fewer = shrink(
        many(300), [&](const Moves&) { return ++tries > 5; }, 6);
    EXPECT_EQ(tries, 6);
    EXPECT_LT(fewer.size(), 301U);
}

TEST(Moves, AreReadAsTheyAreWritten) {
    const Moves moves{{MoveKind::Begin, {4, 23, 1, 0}},
                      {MoveKind::Answer, {0, 6}},
                      {MoveKind::Wait, {}},
                      {MoveKind::Press, {2, 65535, 0, 1}}};
    EXPECT_EQ(text_of(moves), "begin:4.23.1 answer:0.6 wait press:2.65535.0.1");
    EXPECT_EQ(read_moves(text_of(moves)), moves);
    for (const char* wrong : {"jump", "press:", "press:x", "press:1.", "press:1.2.3.4.5", "press:65536", "press:-1"})
        EXPECT_FALSE(read_moves(wrong)) << wrong;
    EXPECT_EQ(read_moves("  wait   wait "), (Moves{{MoveKind::Wait, {}}, {MoveKind::Wait, {}}}));
}

}  // namespace
}  // namespace vestibule::simulation
