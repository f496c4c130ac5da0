// session_test - whole picture-takings of drawn documents: what is taken, what is read, and each hint on the way.
#include <gtest/gtest.h>

#include <opencv2/imgproc.hpp>
#include <set>

#include "drivers/camera/simulated/objects.hpp"
#include "kiosk/capture/thresholds.hpp"
#include "kiosk/visit/frame_view.hpp"
#include "tests/capture/pinhole.hpp"
#include "tests/capture/scenes.hpp"

namespace vestibule::capture {
namespace {

using test::Scene;
using test::Stage;
using Show = Scene::Show;

class DocumentSessionTest : public testing::Test {
protected:
    static void SetUpTestSuite() {
        auto made = make_engine({});
        ASSERT_TRUE(made) << made.error().sentence();
        engine = std::move(*made);
    }
    static void TearDownTestSuite() { engine.reset(); }

    /// The hint after a second of a scene, which must not be taken.
    static Hint hint_of(Target target, Scene scene, int frames = 14) {
        Stage stage(scene);
        const auto session = engine->start(target);
        const Verdict verdict = test::show(*session, stage, frames);
        EXPECT_FALSE(verdict.take);
        EXPECT_EQ(session->picture(), nullptr);
        return verdict.hint;
    }
    static std::string hint_name(Target target, Scene scene, int frames = 14) {
        return std::string(name(hint_of(target, scene, frames)));
    }

    static std::unique_ptr<Engine> engine;
};
std::unique_ptr<Engine> DocumentSessionTest::engine;

TEST_F(DocumentSessionTest, AFrontIsTakenByteByByte) {
    Stage stage({.show = Show::LicenseFront});
    const auto session = engine->start(Target::LicenseFront);
    std::vector<std::vector<std::uint8_t>> shown;
    Verdict verdict;
    float steadiness = 0;
    for (int frame = 0; frame < 50 && !verdict.take; ++frame) {
        const PictureView view = stage.next();
        shown.emplace_back(view.bytes.begin(), view.bytes.end());
        verdict = session->look(view, stage.now());
        EXPECT_GE(verdict.steadiness, frame == 0 ? 0 : 0.0F);
        steadiness = std::max(steadiness, verdict.steadiness);
    }
    ASSERT_TRUE(verdict.take) << name(verdict.hint);
    EXPECT_EQ(verdict.hint, Hint::Good);
    EXPECT_EQ(steadiness, 1.0F);
    EXPECT_GE(stage.now(), limits::green_time);
    const auto picture = session->picture();
    ASSERT_NE(picture, nullptr);
    const auto& kept = picture->jpeg.reveal();
    EXPECT_TRUE(std::any_of(shown.begin(), shown.end(), [&](const auto& frame) {
        return std::equal(frame.begin(), frame.end(), kept.begin(), kept.end());
    }));
    EXPECT_EQ(picture->width_px, 1280);
    EXPECT_NEAR(picture->corners[1].x - picture->corners[0].x, 872, 30);
}

TEST_F(DocumentSessionTest, ABackIsTakenAndItsCodeIsRead) {
    Stage stage({.show = Show::LicenseBack});
    const auto session = engine->start(Target::LicenseBack);
    const Verdict verdict = test::show(*session, stage, 50);
    ASSERT_TRUE(verdict.take) << name(verdict.hint);
    ASSERT_NE(session->picture(), nullptr);
    const auto data = engine->read(*session->picture(), Target::LicenseBack);
    ASSERT_TRUE(data) << data.error().sentence();
    EXPECT_EQ(privacy::view(data->data.given_names), "ALEX");
    EXPECT_EQ(privacy::view(data->data.middle_name), "QUILL");
    EXPECT_EQ(privacy::view(data->data.family_name), "SAMPLE");
    EXPECT_EQ(privacy::view(data->data.birth_date), "1958-03-14");
    EXPECT_EQ(privacy::view(data->data.expiry_date), "2031-03-14");
    EXPECT_EQ(privacy::view(data->data.region), "CA");
}

TEST_F(DocumentSessionTest, ACameraThatMirrorsIsNoticedAndOneThatDoesNotIsNotAccused) {
    constexpr std::array shows = {std::pair{Show::LicenseBack, Target::LicenseBack},
                                  std::pair{Show::PassportPage, Target::PassportPage}};
    for (const auto& [shown, target] : {shows[0], shows[1], shows[0], shows[1]}) {
        static int round = 0;
        const bool mirrors = round++ < 2;
        Stage stage({.show = shown});
        const auto session = engine->start(target);
        stage.mirrors = mirrors;
        bool noticed = false;
        for (int frame = 0; frame < 100; ++frame) {
            const PictureView view = stage.next();
            const Verdict verdict = session->look(view, stage.now());
            noticed = noticed || verdict.mirrored;
            if (verdict.take) break;
        }
        EXPECT_EQ(noticed, mirrors) << static_cast<int>(target);
    }
}

TEST_F(DocumentSessionTest, APassportPageIsTaken) {
    Stage stage({.show = Show::PassportPage});
    const auto session = engine->start(Target::PassportPage);
    const Verdict verdict = test::show(*session, stage, 50);
    ASSERT_TRUE(verdict.take) << name(verdict.hint);
    ASSERT_NE(session->reading(), nullptr) << "two frames agreed on its zone";
    EXPECT_TRUE(session->reading()->certain);
    const auto again = engine->read(*session->picture(), Target::PassportPage);
    ASSERT_TRUE(again) << again.error().sentence();
    EXPECT_EQ(privacy::view(again->data.document_number), "C12345674");
}

TEST_F(DocumentSessionTest, AnEmptyDeskIsNeverTaken) {
    for (const Target target : {Target::LicenseFront, Target::LicenseBack, Target::PassportPage}) {
        EXPECT_EQ(hint_of(target, {.show = Show::Nothing}), Hint::ShowDocument);
    }
}

TEST_F(DocumentSessionTest, EachFaultHasItsHint) {
    const auto front = Target::LicenseFront;
    EXPECT_EQ(hint_name(front, {.show = Show::LicenseFront, .far = true}), "move-closer");
    EXPECT_EQ(hint_name(front, {.show = Show::LicenseFront, .near = true}), "move-back");
    EXPECT_EQ(hint_name(front, {.show = Show::LicenseFront, .aside = true}), "centre-it");
    EXPECT_EQ(hint_name(front, {.show = Show::LicenseFront, .tilted = true}), "hold-flat");
    EXPECT_EQ(hint_name(front, {.show = Show::LicenseFront, .dark = true}), "too-dark");
    EXPECT_EQ(hint_name(front, {.show = Show::LicenseFront, .glare = true}), "glare");
    EXPECT_EQ(hint_name(front, {.show = Show::LicenseFront, .blur = true}), "blurred");
    EXPECT_EQ(hint_name(Target::LicenseBack, {.show = Show::LicenseBack, .blur = true}), "blurred");
    EXPECT_EQ(hint_name(Target::PassportPage, {.show = Show::PassportPage, .blur = true}), "blurred");
}

TEST_F(DocumentSessionTest, TheWrongSideIsNeverTaken) {
    EXPECT_EQ(hint_name(Target::LicenseFront, {.show = Show::LicenseBack}, 30), "wrong-side");
    EXPECT_EQ(hint_name(Target::LicenseBack, {.show = Show::LicenseFront}, 30), "wrong-side");
}

TEST_F(DocumentSessionTest, WhatIsWavedAboutIsAskedToHoldStill) {
    constexpr std::array shows = {std::pair{Show::LicenseFront, Target::LicenseFront},
                                  std::pair{Show::LicenseBack, Target::LicenseBack},
                                  std::pair{Show::PassportPage, Target::PassportPage}};
    for (const auto& [shown, target] : shows) {
        Stage stage({.show = shown, .moving = true});
        const auto session = engine->start(target);
        bool asked = false;
        for (int frame = 0; frame < 100; ++frame)
            asked = session->look(stage.next(), stage.now()).hint == Hint::HoldStill || asked;
        EXPECT_TRUE(asked) << static_cast<int>(target);
    }
}

/// The drawn licence on the desk, its corners where they are wanted, as a JPEG.
privacy::WipedBytes licence_at(const std::array<cv::Point2f, 4>& corners, double blur_px = 0) {
    static const auto licence = drivers::simulated::make_license_front();
    static const cv::Mat desk = drivers::simulated::make_desk({1280, 720}, 1);
    const cv::Rect body = licence.body;
    const std::array<cv::Point2f, 4> from = {cv::Point2f(body.tl()),
                                             {static_cast<float>(body.br().x), static_cast<float>(body.y)},
                                             cv::Point2f(body.br()),
                                             {static_cast<float>(body.x), static_cast<float>(body.br().y)}};
    const cv::Mat way = cv::getPerspectiveTransform(from.data(), corners.data());
    cv::Mat over, picture = desk.clone();
    cv::warpPerspective(licence.picture, over, way, picture.size(), cv::INTER_AREA);
    for (int y = 0; y < over.rows; ++y) {
        for (int x = 0; x < over.cols; ++x) {
            const auto& top = over.at<cv::Vec4b>(y, x);  // multiplied by its alpha
            auto& under = picture.at<cv::Vec3b>(y, x);
            for (int c = 0; c < 3; ++c) under[c] = cv::saturate_cast<uchar>(top[c] + under[c] * (255 - top[3]) / 255.0);
        }
    }
    if (blur_px > 0) cv::GaussianBlur(picture, picture, {}, blur_px);
    return drivers::simulated::pack_jpeg(picture, 88);
}

/// What is said of a licence that goes by at 30 mm/s, by a camera that tells an exposure.
std::set<Hint> said_of_movement(Session& session, std::optional<std::chrono::microseconds> exposure) {
    std::set<Hint> said;
    constexpr double focal_px = 1400, z_mm = 145, px_per_mm = focal_px / z_mm;
    for (int at = 0; at < 18; ++at) {
        drivers::Frame frame;
        frame.width_px = 1280, frame.height_px = 720, frame.exposure = exposure;
        const double x = 640 + 30 * px_per_mm * 0.04 * (at - 8.5);
        frame.bytes.reveal() = licence_at(test::corners_of({.focal_px = focal_px, .z_mm = z_mm, .middle = {x, 360}}));
        said.insert(session.look(visit::view_of(frame), std::chrono::milliseconds(40 * at)).hint);
    }
    return said;
}

TEST_F(DocumentSessionTest, TheSameMovementIsTooMuchForALongExposureOnly) {
    using namespace std::chrono_literals;
    EXPECT_EQ(said_of_movement(*engine->start(Target::LicenseFront), 30ms).count(Hint::HoldStill), 1U);
    const auto quick = said_of_movement(*engine->start(Target::LicenseFront), 10ms);
    EXPECT_EQ(quick.count(Hint::HoldStill), 0U);
    EXPECT_EQ(quick.count(Hint::Good), 1U);
    EXPECT_EQ(said_of_movement(*engine->start(Target::LicenseFront), {}).count(Hint::HoldStill), 0U)
        << "a camera that does not tell is taken for a quick one";
}

TEST_F(DocumentSessionTest, HowFarItIsTiltedIsJudgedByTheCamerasOwnLens) {
    // Twenty degrees before a lens of 1.09 widths; whoever takes it for a longer one takes the tilt for more.
    const auto jpeg = licence_at(test::corners_of({.focal_px = 1400, .z_mm = 150, .pitch = 20 * 3.14159 / 180}));
    const auto said = [&jpeg](float focal_share) {
        const auto calibrated = make_engine({.document_focal_share = focal_share});
        EXPECT_TRUE(calibrated);
        const auto session = (*calibrated)->start(Target::LicenseFront);
        std::set<Hint> hints;
        for (int at = 0; at < 15; ++at)
            hints.insert(session
                             ->look({.encoding = Encoding::Jpeg, .width_px = 1280, .height_px = 720, .bytes = jpeg},
                                    std::chrono::milliseconds(40 * at))
                             .hint);
        return hints;
    };
    EXPECT_EQ(said(1.09F).count(Hint::HoldFlat), 0U);
    EXPECT_EQ(said(1.09F).count(Hint::Good), 1U);
    EXPECT_EQ(said(1.36F).count(Hint::HoldFlat), 1U);
}

TEST_F(DocumentSessionTest, OfTheGoodFramesTheSharpestIsTaken) {
    const auto corners = test::corners_of({.focal_px = 1400, .z_mm = 145});
    const auto sharp = licence_at(corners), soft = licence_at(corners, 0.9);
    for (const int best_at : {1, 2, 4, 6}) {
        const auto session = engine->start(Target::LicenseFront);
        Verdict verdict;
        int frame = 0;
        for (; frame < 30 && !verdict.take; ++frame) {
            const auto& jpeg = frame == best_at ? sharp : soft;
            verdict = session->look({.encoding = Encoding::Jpeg, .width_px = 1280, .height_px = 720, .bytes = jpeg},
                                    std::chrono::milliseconds(40 * frame));
        }
        ASSERT_TRUE(verdict.take) << name(verdict.hint);
        ASSERT_GT(frame, best_at + 1) << "others came after it";
        EXPECT_EQ(session->picture()->jpeg.reveal(), sharp) << best_at;
    }
}

TEST_F(DocumentSessionTest, AfterSecondsOfAnEmptyDeskACardIsStillTaken) {
    // By then two of three frames are decoded at a quarter alone, until something is spotted.
    Stage stage({.show = Show::Nothing});
    const auto session = engine->start(Target::LicenseFront);
    EXPECT_FALSE(test::show(*session, stage, 80).take);
    ASSERT_GT(stage.now(), std::chrono::seconds(3));
    stage.scene.show = Show::LicenseFront;
    const auto shown = stage.now();
    const Verdict verdict = test::show(*session, stage, 40);
    ASSERT_TRUE(verdict.take) << name(verdict.hint);
    EXPECT_LT(stage.now() - shown, std::chrono::milliseconds(1200));
    EXPECT_NEAR(session->picture()->corners[1].x - session->picture()->corners[0].x, 872, 30);
}

TEST_F(DocumentSessionTest, AfterEightSecondsWithoutAPictureHelpIsOffered) {
    using namespace std::chrono_literals;
    for (const auto& [target, role] : {std::pair{Target::LicenseFront, test::CameraRole::Document},
                                       std::pair{Target::LicenseBack, test::CameraRole::Document},
                                       std::pair{Target::PassportPage, test::CameraRole::Document},
                                       std::pair{Target::Face, test::CameraRole::Face}}) {
        Stage stage({.show = Show::Nothing}, role);
        const auto session = engine->start(target);
        const auto slow_at = [&](std::chrono::nanoseconds at) { return session->look(stage.next(), 5s + at).slow; };
        EXPECT_FALSE(slow_at(0s)) << static_cast<int>(target);
        EXPECT_FALSE(slow_at(4s)) << static_cast<int>(target);
        EXPECT_FALSE(slow_at(7900ms)) << static_cast<int>(target);
        EXPECT_TRUE(slow_at(8100ms)) << static_cast<int>(target);
    }
}

TEST_F(DocumentSessionTest, BlankPicturesAreNeverTaken) {
    for (const int grey : {0, 30, 128, 255}) {
        for (const Target target : {Target::LicenseFront, Target::LicenseBack, Target::PassportPage, Target::Face}) {
            const auto session = engine->start(target);
            const auto jpeg = drivers::simulated::pack_jpeg(cv::Mat(720, 1280, CV_8UC3, cv::Scalar::all(grey)), 88);
            for (int frame = 0; frame < 20; ++frame) {
                const auto verdict =
                    session->look({.encoding = Encoding::Jpeg, .width_px = 1280, .height_px = 720, .bytes = jpeg},
                                  std::chrono::milliseconds(100 * frame));
                ASSERT_FALSE(verdict.take);
                ASSERT_FALSE(verdict.found);
            }
        }
    }
}

TEST_F(DocumentSessionTest, ABlankCardIsNeverTaken) {
    const auto session = engine->start(Target::LicenseFront);
    bool found_printed = false;
    for (const bool printed : {false, true}) {
        cv::Mat picture(720, 1280, CV_8UC3, cv::Scalar::all(90));
        picture(cv::Rect(200, 80, 880, 555)) = cv::Scalar::all(220);
        for (int line = 0; line < 12 && printed; ++line)
            picture(cv::Rect(260, 140 + line * 38, 300 + line % 5 * 90, 14)) = cv::Scalar::all(40);
        const auto jpeg = drivers::simulated::pack_jpeg(picture, 88);
        for (int frame = 0; frame < 30; ++frame) {
            const auto verdict =
                session->look({.encoding = Encoding::Jpeg, .width_px = 1280, .height_px = 720, .bytes = jpeg},
                              std::chrono::milliseconds(50 * frame));
            found_printed = found_printed || (printed && verdict.found);
            if (!printed) {
                ASSERT_FALSE(verdict.take);
            }
        }
    }
    EXPECT_TRUE(found_printed) << "or this test shows nothing";
}

TEST_F(DocumentSessionTest, GarbageTellsNothing) {
    const auto session = engine->start(Target::LicenseFront);
    const std::vector<std::uint8_t> noise(60'000, 0x37);
    for (const Encoding encoding : {Encoding::Jpeg, Encoding::Bgr, Encoding::Yuyv}) {
        const auto verdict =
            session->look({.encoding = encoding, .width_px = 1280, .height_px = 720, .bytes = noise}, {});
        EXPECT_EQ(verdict.hint, Hint::None);
        EXPECT_FALSE(verdict.take);
    }
    EXPECT_FALSE(session->take_now()) << "no frame was seen";
}

TEST_F(DocumentSessionTest, TheManualShutterTakesWhatIsThere) {
    Stage stage({.show = Show::LicenseFront, .dark = true});
    const auto session = engine->start(Target::LicenseFront);
    EXPECT_FALSE(session->take_now());
    test::show(*session, stage, 3);
    EXPECT_TRUE(session->take_now());
    EXPECT_NE(session->picture(), nullptr);
}

TEST_F(DocumentSessionTest, ACodeThatDoesNotReadIsTakenAsAPictureAfterThreeSeconds) {
    // Bars without a code: stripes of the right size where the PDF417 was.
    Stage stage({.show = Show::LicenseBack});
    const auto session = engine->start(Target::LicenseBack);
    auto& renderer = Stage::renderer();
    Verdict verdict;
    std::chrono::milliseconds now{0};
    cv::RNG random(7);
    for (; !verdict.take && now < std::chrono::seconds(8); now += std::chrono::milliseconds(100)) {
        cv::Mat picture = renderer.render({.show = Show::LicenseBack}, test::CameraRole::Document, 2).clone();
        for (int x = 262; x < 1020; x += 6)
            picture(cv::Rect(x, 350, 3, 210)) = cv::Scalar::all((x / 6) % 3 == 0 ? 30 : 240);
        const auto jpeg = drivers::simulated::pack_jpeg(picture, 88);
        verdict = session->look({.encoding = Encoding::Jpeg, .width_px = 1280, .height_px = 720, .bytes = jpeg}, now);
    }
    EXPECT_TRUE(verdict.take) << name(verdict.hint);
    EXPECT_GE(now, std::chrono::seconds(3));
    ASSERT_NE(session->picture(), nullptr);
    const auto data = engine->read(*session->picture(), Target::LicenseBack);
    ASSERT_FALSE(data);
    EXPECT_EQ(data.error().code, ErrorCode::NothingFound);
}

TEST_F(DocumentSessionTest, RawPixelsAreTakenAsAJpegOfTheSameSize) {
    Stage stage({.show = Show::LicenseFront});
    auto& renderer = Stage::renderer();
    const auto session = engine->start(Target::LicenseFront);
    Verdict verdict;
    for (int frame = 0; frame < 40 && !verdict.take; ++frame) {
        const cv::Mat& picture =
            renderer.render({.show = Show::LicenseFront}, test::CameraRole::Document, 1 + frame * 0.04);
        verdict = session->look({.encoding = Encoding::Bgr,
                                 .width_px = 1280,
                                 .height_px = 720,
                                 .bytes = {picture.data, picture.total() * 3}},
                                std::chrono::milliseconds(40 * frame));
    }
    ASSERT_TRUE(verdict.take);
    Pixels pixels;
    const auto& jpeg = session->picture()->jpeg.reveal();
    ASSERT_TRUE(decode_for_drawing({.encoding = Encoding::Jpeg, .width_px = 0, .height_px = 0, .bytes = jpeg}, 9999,
                                   9999, false, pixels));
    EXPECT_EQ(pixels.width_px, 1280);
    EXPECT_EQ(pixels.height_px, 720);
}

}  // namespace
}  // namespace vestibule::capture
