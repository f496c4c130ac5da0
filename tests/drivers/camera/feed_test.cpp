// feed_test - a camera that freezes, stops, is missing or comes back is noticed, and stop() forgets and is quick.
#include <gtest/gtest.h>

#include <atomic>
#include <mutex>
#include <thread>

#include "drivers/camera/feed.hpp"

namespace vestibule::drivers {
namespace {

using namespace std::chrono_literals;

/// Advanced by the test, read by the feed's threads.
class TestClock final : public Clock {
public:
    [[nodiscard]] TimePoint now() const override { return TimePoint(Duration(now_ns_.load())); }
    [[nodiscard]] WallTime wall() const override { return {}; }
    void advance(Duration by) { now_ns_ += by.count(); }

private:
    std::atomic<std::int64_t> now_ns_{0};
};

enum class Act { Good, Frozen, Silent, Missing, Garbage, Hang };

struct Stage {
    std::atomic<Act> act{Act::Good};
    std::atomic<int> opened{0};
    std::atomic<int> given{0};
    std::atomic<bool> release{false};
};

class FakeCamera final : public Camera {
public:
    explicit FakeCamera(Stage& stage) : stage_(stage) {}
    Result<void> open(const CameraRequest& /*request*/) override {
        ++stage_.opened;
        if (stage_.act == Act::Missing) return Error{ErrorCode::CameraMissing, "fake"};
        return {};
    }
    Result<FramePtr> next(Duration /*wait*/) override {
        std::this_thread::sleep_for(2ms);
        const Act act = stage_.act;
        while (stage_.act == Act::Hang && !stage_.release) std::this_thread::sleep_for(5ms);
        if (act == Act::Silent || act == Act::Missing) return Error{ErrorCode::CameraLost, "fake"};
        auto frame = std::make_shared<Frame>();
        const int number = ++stage_.given;
        frame->bytes.reveal().assign(64, static_cast<std::uint8_t>(act == Act::Frozen ? 7 : number));
        frame->bytes.reveal()[0] = 0xFF;
        frame->bytes.reveal()[1] = act == Act::Garbage ? 0x00 : 0xD8;
        frame->sequence = static_cast<std::uint64_t>(number);
        return FramePtr(std::move(frame));
    }
    void close() override {}

private:
    Stage& stage_;
};

/// Lives as long as the program: a thread that was left behind in its device may still look at it.
template <typename T>
T& kept() {
    static auto* const all = new std::vector<std::unique_ptr<T>>;
    return *all->emplace_back(std::make_unique<T>());
}

class FeedTest : public testing::Test {
protected:
    CameraFeed make_feed(std::function<void(const FramePtr&)> analyse = {}) {
        return CameraFeed({.make = [this] { return std::make_unique<FakeCamera>(stage); },
                           .clock = &clock,
                           .wake = [this] { ++wakes; },
                           .analyse = std::move(analyse)});
    }
    /// Lets simulated time pass until the condition holds; false after a generous real time.
    template <typename Condition>
    bool eventually(Condition condition, Duration step = 20ms) {
        for (int round = 0; round < 4000; ++round) {
            if (condition()) return true;
            clock.advance(step);
            std::this_thread::sleep_for(3ms);
        }
        return false;
    }

    TestClock& clock = kept<TestClock>();
    Stage& stage = kept<Stage>();
    std::atomic<int> wakes{0};
};

TEST_F(FeedTest, ALivingCameraIsAlive) {
    auto feed = make_feed();
    EXPECT_EQ(feed.newest(), nullptr);
    feed.start({});
    EXPECT_TRUE(eventually([&] { return feed.health() == CameraHealth::Alive && feed.newest() != nullptr; }, 0ms));
    EXPECT_TRUE(eventually([&] { return wakes > 0; }, 0ms));
    const auto first = feed.newest()->sequence;
    EXPECT_TRUE(eventually([&] { return feed.newest()->sequence > first + 5; }, 0ms));
    feed.stop();
    EXPECT_EQ(feed.newest(), nullptr);
}

TEST_F(FeedTest, AFrozenPictureIsLostAndIsNotShownAsLive) {
    auto feed = make_feed();
    feed.start({});
    ASSERT_TRUE(eventually([&] { return feed.health() == CameraHealth::Alive; }, 0ms));
    stage.act = Act::Frozen;
    EXPECT_TRUE(eventually([&] { return feed.health() == CameraHealth::Lost; }));
    EXPECT_EQ(feed.newest(), nullptr);
    const int opened = stage.opened;
    EXPECT_TRUE(eventually([&] { return stage.opened > opened + 1; })) << "it must be opened again and again";
    EXPECT_EQ(feed.health(), CameraHealth::Lost) << "the same picture after opening again is no life";
    stage.act = Act::Good;
    EXPECT_TRUE(eventually([&] { return feed.health() == CameraHealth::Alive; }));
}

TEST_F(FeedTest, ASilentCameraIsLostAndComesBack) {
    auto feed = make_feed();
    feed.start({});
    ASSERT_TRUE(eventually([&] { return feed.health() == CameraHealth::Alive; }, 0ms));
    stage.act = Act::Silent;
    EXPECT_TRUE(eventually([&] { return feed.health() == CameraHealth::Lost; }));
    stage.act = Act::Missing;
    const int opened = stage.opened;
    EXPECT_TRUE(eventually([&] { return stage.opened > opened + 1; }));
    EXPECT_EQ(feed.health(), CameraHealth::Lost) << "a camera that was there is lost, not missing";
    stage.act = Act::Good;
    EXPECT_TRUE(eventually([&] { return feed.health() == CameraHealth::Alive; }));
}

TEST_F(FeedTest, AMissingCameraIsMissingUntilItIsThere) {
    stage.act = Act::Missing;
    auto feed = make_feed();
    feed.start({});
    EXPECT_TRUE(eventually([&] { return feed.health() == CameraHealth::Missing; }));
    EXPECT_TRUE(eventually([&] { return stage.opened >= 4; }));
    stage.act = Act::Good;
    EXPECT_TRUE(eventually([&] { return feed.health() == CameraHealth::Alive; }));
}

TEST_F(FeedTest, BytesThatAreNoPictureAreNoLife) {
    auto feed = make_feed();
    feed.start({});
    ASSERT_TRUE(eventually([&] { return feed.health() == CameraHealth::Alive; }, 0ms));
    stage.act = Act::Garbage;
    EXPECT_TRUE(eventually([&] { return feed.health() == CameraHealth::Lost; }));
}

TEST_F(FeedTest, ACameraThatHangsIsLostAndDoesNotHoldUpStop) {
    auto feed = make_feed();
    feed.start({});
    ASSERT_TRUE(eventually([&] { return feed.health() == CameraHealth::Alive; }, 0ms));
    stage.act = Act::Hang;
    EXPECT_TRUE(eventually([&] { return feed.health() == CameraHealth::Lost; }));
    const auto began = std::chrono::steady_clock::now();
    feed.stop();
    EXPECT_LT(std::chrono::steady_clock::now() - began, 3s);
    stage.release = true;
}

TEST_F(FeedTest, ASlowAnalysisDoesNotDelayThePreviewAndSeesTheNewestFrame) {
    std::mutex mutex;
    std::vector<std::uint64_t> seen;
    std::atomic<bool> hold{true};
    auto feed = make_feed([&](const FramePtr& frame) {
        {
            const std::lock_guard lock(mutex);
            seen.push_back(frame->sequence);
        }
        for (int round = 0; hold && round < 2000; ++round) std::this_thread::sleep_for(2ms);
    });
    feed.start({});
    ASSERT_TRUE(eventually([&] { return feed.newest() != nullptr && feed.newest()->sequence > 20; }, 0ms));
    hold = false;
    ASSERT_TRUE(eventually(
        [&] {
            const std::lock_guard lock(mutex);
            return seen.size() > 2;
        },
        0ms));
    feed.stop();
    EXPECT_GT(seen[1], seen[0] + 10) << "old frames must not queue";
}

TEST_F(FeedTest, NothingIsAnalysedAfterStop) {
    std::atomic<int> analysed{0};
    auto feed = make_feed([&](const FramePtr& /*frame*/) { ++analysed; });
    for (int round = 0; round < 5; ++round) {
        feed.start({});
        ASSERT_TRUE(eventually([&] { return feed.health() == CameraHealth::Alive; }, 0ms));
        feed.stop();
        const int before = analysed;
        std::this_thread::sleep_for(20ms);
        EXPECT_EQ(analysed, before);
    }
}

}  // namespace
}  // namespace vestibule::drivers
