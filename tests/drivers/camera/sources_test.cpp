// sources_test - camera modules are loaded by name, and a folder's JPEG files arrive byte by byte.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "drivers/camera/feed.hpp"
#include "drivers/camera/module.hpp"
#include "drivers/camera/simulated/jpeg.hpp"

namespace vestibule::drivers {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

const std::string opencv_module = VESTIBULE_BIN "/vestibule-camera.so";
const std::string simulated_module = VESTIBULE_BIN "/vestibule-camera-simulated.so";

class Folder {
public:
    Folder() {
        std::string name = (fs::temp_directory_path() / "vestibule-camera-XXXXXX").string();
        path = mkdtemp(name.data());
    }
    ~Folder() { fs::remove_all(path); }
    std::vector<std::uint8_t> add(const std::string& name, int grey) const {
        const auto bytes = simulated::pack_jpeg(cv::Mat(48, 64, CV_8UC3, cv::Scalar::all(grey)), 90);
        fs::create_directories((path / name).parent_path());
        std::ofstream(path / name, std::ios::binary)
            .write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
        return {bytes.begin(), bytes.end()};
    }
    fs::path path;
};

FramePtr next_frame(Camera& camera) {
    for (int round = 0; round < 100; ++round) {
        if (auto frame = camera.next(200ms)) return *frame;
    }
    return nullptr;
}

TEST(CameraModule, AMissingModuleIsAnErrorThatNamesIt) {
    const auto factory = load_camera_module("/nowhere/vestibule-camera.so", {"0"});
    ASSERT_FALSE(factory);
    EXPECT_EQ(factory.error().code, ErrorCode::BadModule);
    EXPECT_NE(factory.error().context.find("/nowhere"), std::string::npos);
}

TEST(CameraModule, ALibraryThatIsNoCameraIsAnError) {
    const auto factory = load_camera_module("libm.so.6", {"0"});
    ASSERT_FALSE(factory);
    EXPECT_EQ(factory.error().code, ErrorCode::BadModule);
    const auto steer = load_camera_steering(opencv_module);
    ASSERT_FALSE(steer) << "a real camera cannot be steered";
}

TEST(CameraModule, ASourceThatIsNotUnderstoodGivesNoCamera) {
    const auto factory = load_camera_module(opencv_module, {"telepathy:now"});
    ASSERT_TRUE(factory) << factory.error().sentence();
    EXPECT_EQ((*factory)(), nullptr);
}

TEST(CameraModule, ADeviceThatIsNotThereIsMissing) {
    for (const char* source : {"v4l2:/dev/vestibule-no-such-camera", "file:/nowhere.mp4", "folder:/nowhere",
                               "gstreamer:nosuchelement ! appsink", "93"}) {
        const auto factory = load_camera_module(opencv_module, {source});
        ASSERT_TRUE(factory);
        const auto camera = (*factory)();
        ASSERT_NE(camera, nullptr) << source;
        const auto opened = camera->open({});
        ASSERT_FALSE(opened) << source;
        EXPECT_EQ(opened.error().code, ErrorCode::CameraMissing) << source;
    }
}

TEST(CameraFolder, KeepsTheFilesBytesInTheOrderOfTheirNamesAndStartsAgain) {
    const Folder folder;
    const auto second = folder.add("document/b.JPG", 150);
    const auto first = folder.add("document/a.jpg", 80);
    folder.add("face/c.jpeg", 200);
    const auto factory = load_camera_module(opencv_module, {"folder:" + folder.path.string() + "/{role}"});
    ASSERT_TRUE(factory);
    const auto camera = (*factory)();
    ASSERT_TRUE(camera->open({.role = CameraRole::Document}));
    for (const auto& wanted : {first, second, first}) {
        const auto frame = next_frame(*camera);
        ASSERT_NE(frame, nullptr);
        EXPECT_EQ(frame->format, PixelFormat::Mjpeg);
        EXPECT_EQ(frame->width_px, 64);
        EXPECT_EQ(frame->height_px, 48);
        const auto& bytes = frame->bytes.reveal();
        EXPECT_TRUE(std::equal(bytes.begin(), bytes.end(), wanted.begin(), wanted.end()));
    }
    ASSERT_TRUE(camera->open({.role = CameraRole::Face}));
    ASSERT_NE(next_frame(*camera), nullptr);
}

TEST(CameraFolder, AFolderOfOnePictureIsNotTakenForAFrozenCamera) {
    const Folder folder;
    folder.add("a.jpg", 80);
    const SystemClock clock;
    const auto factory = load_camera_module(opencv_module, {"folder:" + folder.path.string()});
    ASSERT_TRUE(factory);
    CameraFeed feed({.make = *factory, .clock = &clock, .wake = {}, .analyse = {}});
    feed.start({});
    std::uint64_t sequence = 0;
    for (int round = 0; round < 600 && sequence < 20; ++round) {
        if (const auto frame = feed.newest()) sequence = frame->sequence;
        std::this_thread::sleep_for(20ms);
    }
    EXPECT_GE(sequence, 20U) << "twenty pictures are two seconds without a change";
    EXPECT_EQ(feed.health(), CameraHealth::Alive);
}

TEST(CameraSimulated, IsSteeredThroughTheModule) {
    const auto factory = load_camera_module(simulated_module, {"simulated:any"});
    const auto steer = load_camera_steering(simulated_module);
    ASSERT_TRUE(factory);
    ASSERT_TRUE(steer);
    ASSERT_TRUE((*steer)(R"({"reset":true})"));
    EXPECT_FALSE((*steer)(R"({"show":"elephant"})"));
    EXPECT_FALSE((*steer)(R"({"weather":true})"));
    EXPECT_FALSE((*steer)("not json"));
    EXPECT_FALSE((*steer)(nullptr));
    const auto camera = (*factory)();
    ASSERT_TRUE((*steer)(R"({"fault":"missing"})"));
    const auto opened = camera->open({});
    ASSERT_FALSE(opened);
    EXPECT_EQ(opened.error().code, ErrorCode::CameraMissing);

    ASSERT_TRUE((*steer)(R"({"fault":"none","show":"license-back"})"));
    ASSERT_TRUE(camera->open({}));
    const auto one = next_frame(*camera);
    const auto two = next_frame(*camera);
    ASSERT_TRUE(one != nullptr && two != nullptr);
    EXPECT_NE(one->bytes.reveal(), two->bytes.reveal());
    EXPECT_GT(two->bytes.reveal().size(), 40'000U);
    ASSERT_TRUE((*steer)(R"({"fault":"frozen"})"));
    const auto three = next_frame(*camera);
    const auto four = next_frame(*camera);
    ASSERT_TRUE(three != nullptr && four != nullptr);
    EXPECT_EQ(three->bytes.reveal(), four->bytes.reveal());
    const auto other = (*factory)();
    ASSERT_TRUE(other->open({}));
    EXPECT_EQ(next_frame(*other)->bytes.reveal(), four->bytes.reveal()) << "frozen also after opening again";
    ASSERT_TRUE((*steer)(R"({"fault":"stopped"})"));
    EXPECT_FALSE(camera->next(10ms));
    ASSERT_TRUE((*steer)(R"({"reset":true})"));
}

}  // namespace
}  // namespace vestibule::drivers
