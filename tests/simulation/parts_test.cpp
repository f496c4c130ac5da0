// parts_test - the virtual clock, the chance and the network of a simulation.
#include <gtest/gtest.h>

#include "tests/simulation/network.hpp"
#include "tests/simulation/rng.hpp"

namespace vestibule::simulation {
namespace {

using namespace std::chrono_literals;

TEST(VirtualClock, StandsStillAndMovesAsAWhole) {
    VirtualClock clock;
    const auto now = clock.now();
    const auto wall = clock.wall();
    EXPECT_EQ(clock.now(), now);
    for (int i = 0; i < 10; ++i) clock.advance(300ms);  // parts of a second add up
    EXPECT_EQ(clock.now() - now, 3s);
    EXPECT_EQ(clock.wall() - wall, 3s);
    EXPECT_EQ(clock.world(), clock.wall());
}

TEST(VirtualClock, JumpsOneClockAtATime) {
    VirtualClock clock;
    const auto now = clock.now();
    const auto wall = clock.wall();
    clock.jump_wall(-24h);
    EXPECT_EQ(clock.now(), now);
    EXPECT_EQ(clock.wall() - wall, -24h);
    EXPECT_EQ(clock.world(), wall) << "the world keeps its time";
    clock.jump_steady(-20s);
    EXPECT_EQ(clock.now() - now, -20s);
    EXPECT_EQ(clock.wall() - wall, -24h);
    clock.advance(1h);
    EXPECT_EQ(clock.world() - wall, 1h);
}

TEST(Rng, IsTheSameEverywhere) {
    Rng rng(1);
    EXPECT_EQ(rng.next(), 10451216379200822465U);
    EXPECT_NE(seed_of(1, 0), seed_of(1, 1));
    EXPECT_NE(seed_of(1, 1), seed_of(2, 0)) << "two runs do not share their visits";
}

class NetworkTest : public ::testing::Test {
protected:
    net::Ticket ask(net::Method method = net::Method::Post) {
        net::Request request;
        request.method = method;
        request.url = "https://relay-one.example/capture/sessions";
        return network_.send(std::move(request),
                             [this](Result<net::Response> answer) {
                                 ++ends_;
                                 status_ = answer ? answer->status : 0;
                                 if (!answer) error_ = answer.error().code;
                             },
                             {});
    }
    VirtualClock clock_;
    Services services_{clock_};
    Network network_{clock_, services_};
    int ends_ = 0, status_ = -1;
    std::optional<ErrorCode> error_;
};

TEST_F(NetworkTest, NothingIsAnsweredByItself) {
    ask();
    EXPECT_EQ(ends_, 0);
    network_.answer(0, {});
    EXPECT_EQ(status_, 201);
    EXPECT_EQ(ends_, 1);
    EXPECT_TRUE(network_.idle());
}

TEST_F(NetworkTest, ARequestRunsIntoItsDeadline) {
    ask();
    bool slow = false;
    clock_.advance(14s);
    EXPECT_FALSE(network_.run_due(slow));
    clock_.advance(1s);
    EXPECT_TRUE(network_.run_due(slow));
    EXPECT_TRUE(slow);
    EXPECT_EQ(error_, ErrorCode::OutcomeUnknown) << "nobody knows what became of a POST";
}

TEST_F(NetworkTest, WhatIsGivenUpMayStillBeAnswered) {
    network_.cancel(ask());
    EXPECT_EQ(ends_, 0) << "cancelling only asks";
    EXPECT_TRUE(network_.given_up(0));
    network_.answer(0, {});
    EXPECT_EQ(status_, 201);
    network_.cancel(ask());
    network_.settle();
    EXPECT_EQ(error_, ErrorCode::Cancelled);
    EXPECT_EQ(ends_, 2);
}

TEST_F(NetworkTest, ForgettingEndsEverythingOnce) {
    ask();
    ask();
    bool elapsed = true;
    network_.after(1s, [&](bool e) { elapsed = e; });
    network_.forget();
    EXPECT_EQ(ends_, 2);
    EXPECT_FALSE(elapsed);
    EXPECT_TRUE(network_.idle());
}

TEST_F(NetworkTest, ACutLineAnswersNothing) {
    network_.cut = true;
    ask();
    network_.answer(0, {});
    EXPECT_EQ(error_, ErrorCode::NotReachable);
}

}  // namespace
}  // namespace vestibule::simulation
