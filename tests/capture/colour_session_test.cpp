// colour_session_test - a face's taking with the screen's colours: who reflects them, who does not, and who declines.
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "tests/capture/scenes.hpp"

namespace vestibule::capture {
namespace {

using namespace std::chrono_literals;
using test::CameraRole;
using test::Scene;
using test::Stage;
using Show = Scene::Show;

class ColourSessionTest : public testing::Test {
protected:
    static void SetUpTestSuite() {
        auto made = make_engine({});
        ASSERT_TRUE(made) << made.error().sentence();
        engine = std::move(*made);
    }
    static void TearDownTestSuite() { engine.reset(); }

    /// What a taking showed, frame by frame, until it was taken or the patience was over.
    struct Seen {
        Verdict last;
        std::vector<std::pair<std::chrono::nanoseconds, Tint>> tints;  ///< each when it began
        std::set<std::vector<std::uint8_t>> tinted_frames;
        bool worded = true;  ///< while there was a tint, the hint said so
    };
    /// `reflects`: the screen's light falls on the face a frame later, as before a real screen.
    Seen play(Session& session, Stage& stage, bool reflects, const std::function<bool(int tinted)>& each) {
        Seen seen;
        std::optional<Tint> before;
        int tinted = 0;
        for (int frame = 0; frame < 200 && !seen.last.take; ++frame) {
            const Tint light = reflects ? seen.last.tint.value_or(Tint{1, 1, 1}) : Tint{1, 1, 1};
            stage.scene.screen = {light.red, light.green, light.blue};
            const PictureView view = stage.next();
            seen.last = session.look(view, stage.now());
            const auto& tint = seen.last.tint;
            if (tint && tint != before) seen.tints.emplace_back(stage.now(), *tint);
            if (tint) seen.worded = seen.worded && seen.last.hint == Hint::WatchScreen;
            if (before) seen.tinted_frames.insert({view.bytes.begin(), view.bytes.end()});
            before = tint;
            tinted += tint ? 1 : 0;
            if (tint && !each(tinted)) break;
        }
        return seen;
    }
    static std::optional<Signal> answer_of(const Session& session) {
        for (const Signal& one : session.signals())
            if (one.sign == Sign::ColourAnswer) return one;
        return std::nullopt;
    }
    static std::unique_ptr<Engine> engine;
};
std::unique_ptr<Engine> ColourSessionTest::engine;

constexpr auto go_on = [](int) { return true; };

TEST_F(ColourSessionTest, AFaceBeforeTheScreenAnswersAndItsPictureHasNoTint) {
    for (const std::uint64_t secret : {3U, 77U}) {
        Stage stage({.show = Show::Face}, CameraRole::Face);
        const auto session = engine->start_with_colours(secret);
        const Seen seen = play(*session, stage, true, go_on);
        ASSERT_TRUE(seen.last.take) << name(seen.last.hint);
        EXPECT_TRUE(seen.worded);
        EXPECT_GE(seen.tints.size(), 7U);
        for (std::size_t at = 3; at < seen.tints.size(); ++at)
            EXPECT_GT(seen.tints[at].first - seen.tints[at - 3].first, 1s) << "three changes a second at most";
        const auto answer = answer_of(*session);
        ASSERT_TRUE(answer);
        EXPECT_GT(answer->strength, 0.8F);
        EXPECT_GT(answer->confidence, 0.4F);
        ASSERT_NE(session->picture(), nullptr);
        const auto& kept = session->picture()->jpeg.reveal();
        EXPECT_FALSE(seen.tinted_frames.contains({kept.begin(), kept.end()})) << "the picture was taken before";
    }
}

TEST_F(ColourSessionTest, AFilmDoesNotAnswer) {
    Stage stage({.show = Show::Face}, CameraRole::Face);
    const auto session = engine->start_with_colours(11);
    ASSERT_TRUE(play(*session, stage, false, go_on).last.take);
    const auto answer = answer_of(*session);
    ASSERT_TRUE(answer);
    EXPECT_LT(answer->strength * answer->confidence, 0.2F);
}

TEST_F(ColourSessionTest, WhoeverDeclinesMeanwhileIsTakenWithoutASign) {
    Stage stage({.show = Show::Face}, CameraRole::Face);
    const auto session = engine->start_with_colours(5);
    bool taken = false;
    play(*session, stage, true, [&](int tinted) {
        if (tinted == 12) taken = session->take_now();
        return !taken;
    });
    EXPECT_TRUE(taken);
    EXPECT_NE(session->picture(), nullptr);
    EXPECT_FALSE(answer_of(*session)) << "nothing is said of who wanted no colours";
    const PictureView view = stage.next();
    EXPECT_FALSE(session->look(view, stage.now()).tint) << "the screen is as always again";
}

TEST_F(ColourSessionTest, AFaceThatGoesTellsNothingAndEndsTheColours) {
    Stage stage({.show = Show::Face}, CameraRole::Face);
    const auto session = engine->start_with_colours(5);
    int colours = 0;
    const Seen seen = play(*session, stage, true, [&](int tinted) {
        if (tinted == 10) stage.scene.show = Show::Nothing;
        colours = tinted;
        return true;
    });
    ASSERT_TRUE(seen.last.take);
    EXPECT_LT(colours, 30) << "nobody is there whom the colours could light";
    const auto answer = answer_of(*session);
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->confidence, 0) << "not known, which is not no";
}

TEST_F(ColourSessionTest, WithoutTheWishThereIsNone) {
    Stage stage({.show = Show::Face}, CameraRole::Face);
    const auto session = engine->start(Target::Face);
    const Seen seen = play(*session, stage, true, go_on);
    EXPECT_TRUE(seen.last.take);
    EXPECT_TRUE(seen.tints.empty());
    EXPECT_FALSE(answer_of(*session));
}

}  // namespace
}  // namespace vestibule::capture
