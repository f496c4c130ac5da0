// staff_repair_test - a new printer and a new camera, kept: the page comes out, the lens is measured, the tests are
// good, and the kiosk knows them from then on.
#include <fmt/format.h>

#include "tests/automation/made_up_machine.hpp"
#include "tests/capture/score/sets.hpp"
#include "tests/flows/errand_fixture.hpp"

namespace vestibule::flows {
namespace {

TEST_F(Errand, APrinterIsKeptOnceItHasPrintedAndIsReady) {
    const fs::path printer = machine_ / "dev/vestibule/printer-usb-0_2";
    fs::create_directories(printer.parent_path());
    std::ofstream(printer) << "";
    const automation::MadeUpMachine machine(machine_);
    machine.say_printer("no-paper");
    technician("simulated:desk");
    kiosk_->press("open-repair");
    kiosk_->press("replace-printer");
    shows("choice-0");
    kiosk_->press("choice-0");
    kiosk_->press("continue");
    shows("failure");  // nothing came out
    machine.say_printer("ready");
    kiosk_->press("again");
    shows("good");
    std::ifstream printed(printer);
    EXPECT_THAT(std::string(std::istreambuf_iterator<char>(printed), {}), HasSubstr("Vestibule - test page"));
    machine.say_printer("no-paper");
    kiosk_->press("good");
    shows("verdict", 60s);
    EXPECT_FALSE(kiosk_->node("keep").value("enabled", true)) << "without paper it is not ready";
    machine.say_printer("ready");
    kiosk_->press("again");
    may_press("keep");
    EXPECT_TRUE(local().printer.empty()) << "nothing is bound yet";
    kiosk_->press("keep");
    shows("bound");
    EXPECT_EQ(local().printer, printer.string());
    EXPECT_EQ(last_result("device.printer").value("verdict", ""), "pass");
    say_in_journal("device_replaced", "device=printer person=17");
}

TEST_F(Errand, ACamerasLensIsMeasuredAndKeptWithIt) {
    // A card that is tilted to all sides before a lens that is known.
    constexpr double kFocalShare = 1.3;
    score::Prints prints;
    fs::create_directories(folder_ / "views");
    std::vector<fs::path> pictures;
    for (int number = 0; number < 24; ++number) {
        score::Random random(static_cast<std::uint64_t>(number) * 17 + 3);
        score::Shot shot =
            scene(score::Set::Clean, score::Family::Tuned, static_cast<std::uint64_t>(number) + 700, prints);
        shot.print = &prints.get(score::Kind::Front, score::Family::Tuned, 1);
        shot.facing_page.reset();
        shot.camera.focal_px = kFocalShare * shot.camera.size.width;
        shot.pose = framed(*shot.print, shot.camera, random.between(0.5, 0.66), 26 * random.between(0.7, 1),
                           random.between(-8, 8), random);
        const score::Exposed exposed = expose(shot);
        pictures.push_back(folder_ / fmt::format("views/{:02}.jpg", number));
        std::ofstream(pictures.back(), std::ios::binary)
            .write(reinterpret_cast<const char*>(exposed.jpeg.data()),
                   static_cast<std::streamsize>(exposed.jpeg.size()));
    }
    write_film_of(pictures, folder_ / "views.avi");
    const std::string views = "file:" + (folder_ / "views.avi").string();
    settle_cameras(views, empty_camera());
    technician();
    kiosk_->press("open-repair");
    kiosk_->press("replace-document-camera");
    shows("choice");
    choose_this();
    kiosk_->press("continue");
    shows("good", 90s);
    EXPECT_EQ(local().document_focal_percent, 0) << "nothing is bound yet";
    kiosk_->press("continue");
    kiosk_->wait_until([&](const json&) { return !kiosk_->node("skip").is_null(); }, "the chart");
    kiosk_->press("skip");
    shows("verdict", 60s);
    may_press("keep");
    kiosk_->press("keep");
    shows("bound");
    EXPECT_EQ(local().document_camera, views);
    EXPECT_NEAR(local().document_focal_percent, 100 * kFocalShare, 5);
    say_in_journal("device_replaced", "device=document_camera person=17");
}

}  // namespace
}  // namespace vestibule::flows
