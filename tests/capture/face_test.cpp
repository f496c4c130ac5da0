// face_test - drawn people before both finders and the whole face session.
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <opencv2/imgproc.hpp>
#include <opencv2/objdetect.hpp>

#include "tests/capture/scenes.hpp"

namespace vestibule::capture {
namespace {

using test::CameraRole;
using test::Scene;
using test::Stage;
using Show = Scene::Show;

std::size_t faces_seen(const char* cascade_file, const Scene& scene) {
    cv::CascadeClassifier cascade(std::string("/usr/share/opencv4/") + cascade_file);
    drivers::simulated::Renderer renderer;
    cv::Mat grey;
    cv::cvtColor(renderer.render(scene, CameraRole::Face, 3), grey, cv::COLOR_BGR2GRAY);
    cv::resize(grey, grey, cv::Size(640, 360), 0, 0, cv::INTER_AREA);
    std::vector<cv::Rect> faces;
    cascade.detectMultiScale(grey, faces, 1.1, 3, 0, cv::Size(60, 60));
    return faces.size();
}

TEST(DrawnFace, IsAFaceToBothCascades) {
    for (const char* cascade :
         {"haarcascades/haarcascade_frontalface_alt2.xml", "lbpcascades/lbpcascade_frontalface.xml"}) {
        EXPECT_EQ(faces_seen(cascade, {.show = Show::Face}), 1U) << cascade;
        EXPECT_EQ(faces_seen(cascade, {.show = Show::TwoFaces}), 2U) << cascade;
        EXPECT_EQ(faces_seen(cascade, {.show = Show::Nothing}), 0U) << cascade;
    }
}

class FaceSessionTest : public testing::Test {
protected:
    static void SetUpTestSuite() {
        auto made = make_engine({});
        ASSERT_TRUE(made) << made.error().sentence();
        engine = std::move(*made);
    }
    static void TearDownTestSuite() { engine.reset(); }
    static std::string hint_name(Scene scene) {
        Stage stage(scene, CameraRole::Face);
        const auto session = engine->start(Target::Face);
        const Verdict verdict = test::show(*session, stage, 35);
        EXPECT_FALSE(verdict.take);
        EXPECT_EQ(session->picture(), nullptr);
        return std::string(name(verdict.hint));
    }
    static std::unique_ptr<Engine> engine;
};
std::unique_ptr<Engine> FaceSessionTest::engine;

TEST_F(FaceSessionTest, AFaceIsTakenAfterTwoSteadySeconds) {
    Stage stage({.show = Show::Face}, CameraRole::Face);
    const auto session = engine->start(Target::Face);
    const Verdict verdict = test::show(*session, stage, 75);
    ASSERT_TRUE(verdict.take) << name(verdict.hint);
    EXPECT_GE(stage.now(), std::chrono::milliseconds(2000));
    ASSERT_NE(session->picture(), nullptr);
    EXPECT_GT(session->picture()->corners[2].x, session->picture()->corners[0].x + 200);
}

/// The drawn person, always the same, as sharp as is wanted.
privacy::WipedBytes face_frame(double blur_px) {
    cv::Mat picture = Stage::renderer().render({.show = Show::Face}, CameraRole::Face, 3).clone();
    if (blur_px > 0) cv::GaussianBlur(picture, picture, {}, blur_px);
    return drivers::simulated::pack_jpeg(picture, 88);
}

TEST_F(FaceSessionTest, ItIsTheBestOfEightOrMoreOverTwoSeconds) {
    const auto soft = face_frame(1.1), sharp = face_frame(0);
    // A slow camera has fewer pictures in two seconds than are wanted, and a quick one more.
    for (const int every_ms : {400, 80}) {
        for (const int best_at : {1, 5}) {
            const auto session = engine->start(Target::Face);
            Verdict verdict;
            int frame = 0;
            for (; frame < 60 && !verdict.take; ++frame) {
                const auto& jpeg = frame == best_at ? sharp : soft;
                verdict = session->look({.encoding = Encoding::Jpeg, .width_px = 1280, .height_px = 720, .bytes = jpeg},
                                        std::chrono::milliseconds(every_ms * frame));
            }
            ASSERT_TRUE(verdict.take) << name(verdict.hint);
            EXPECT_GE(frame, 8);
            EXPECT_GE((frame - 1) * every_ms, 2000);
            // Between quick frames the finder's box jumps by a pixel where the sharpness does, which looks like
            // movement.
            if (every_ms < 400) continue;
            EXPECT_EQ(session->picture()->jpeg.reveal(), sharp) << "the best was " << best_at;
        }
    }
}

TEST_F(FaceSessionTest, EachFaultHasItsHint) {
    EXPECT_EQ(hint_name({.show = Show::Nothing}), "show-face");
    EXPECT_EQ(hint_name({.show = Show::TwoFaces}), "one-face-only");
    EXPECT_EQ(hint_name({.show = Show::Face, .far = true}), "move-closer");
    EXPECT_EQ(hint_name({.show = Show::Face, .near = true}), "move-back");
    EXPECT_EQ(hint_name({.show = Show::Face, .aside = true}), "centre-it");
    EXPECT_EQ(hint_name({.show = Show::Face, .dark = true}), "too-dark");
    EXPECT_EQ(hint_name({.show = Show::Face, .blur = true}), "blurred");
}

TEST_F(FaceSessionTest, ADocumentIsNoFaceBeforeTheCamera) {
    // The portrait on a licence is a face, but never large enough to be taken for the patient's own.
    Stage stage({.show = Show::LicenseFront}, CameraRole::Face);
    const auto session = engine->start(Target::Face);
    EXPECT_FALSE(test::show(*session, stage, 40).take);
}

TEST_F(FaceSessionTest, ASecondFaceStartsTheSecondAnew) {
    Stage stage({.show = Show::Face}, CameraRole::Face);
    const auto session = engine->start(Target::Face);
    EXPECT_FALSE(test::show(*session, stage, 18).take);
    stage.scene.show = Show::TwoFaces;
    EXPECT_FALSE(test::show(*session, stage, 10).take);
    stage.scene.show = Show::Face;
    EXPECT_FALSE(test::show(*session, stage, 18).take) << "the second must be whole";
    EXPECT_TRUE(test::show(*session, stage, 40).take);
}

/// The bytes of an ONNX model of one node that gives its input back: a network, but no finder of faces.
std::string model_of_one_node() {
    const auto field = [](int number, const std::string& bytes) {
        return std::string(1, static_cast<char>(number << 3 | 2)) + static_cast<char>(bytes.size()) + bytes;
    };
    const auto number = [](int at, int value) {
        return std::string{static_cast<char>(at << 3), static_cast<char>(value)};
    };
    const std::string node = field(1, "input") + field(2, "output") + field(3, "one") + field(4, "Relu");
    const auto value = [&](const std::string& name) {
        std::string shape;
        for (const int size : {1, 3, 64, 64}) shape += field(1, number(1, size));
        return field(1, name) + field(2, field(1, number(1, 1) + field(2, shape)));
    };
    const std::string graph =
        field(1, node) + field(2, "graph") + field(11, value("input")) + field(12, value("output"));
    return number(1, 7) + field(7, graph) + field(8, number(2, 11));
}

TEST(Engine, AFaceModelThatIsNoneIsAnErrorThatNamesItsFile) {
    const auto folder = std::filesystem::temp_directory_path() / ("models-" + std::to_string(::getpid()));
    std::filesystem::create_directories(folder);
    std::ofstream(folder / "text.onnx") << "no model";
    std::ofstream(folder / "empty.onnx");
    std::ofstream(folder / "other.onnx", std::ios::binary) << model_of_one_node();
    for (const char* file : {"missing.onnx", "text.onnx", "empty.onnx", "other.onnx"}) {
        const std::string path = folder / file;
        const auto made = make_engine({.face_model = path});
        ASSERT_FALSE(made) << file;
        EXPECT_EQ(made.error().code, ErrorCode::FileUnreadable) << file;
        EXPECT_NE(made.error().context.find(path), std::string::npos) << made.error().context;
    }
    std::filesystem::remove_all(folder);
}

TEST(Engine, AMissingCascadeIsAnErrorThatNamesItsFile) {
    const auto made = make_engine({.cascade_folder = "/nowhere"});
    ASSERT_FALSE(made);
    EXPECT_EQ(made.error().code, ErrorCode::FileUnreadable);
    EXPECT_NE(made.error().context.find("/nowhere"), std::string::npos);
}

}  // namespace
}  // namespace vestibule::capture
