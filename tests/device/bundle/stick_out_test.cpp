// stick_out_test - what is written onto a stick is whole, or not there; it counts once the stick was let go.
#include "kiosk/device/bundle/stick_out.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "kiosk/device/bundle/stick.hpp"
#include "kiosk/device/os/visit_gate.hpp"
#include "tests/device/place.hpp"

namespace vestibule::device {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using testing::Place;

class StickOut : public ::testing::Test {
protected:
    StickOut() {
        fs::create_directories(place_ / "stick");
        fs::create_directories(place_ / "run");
        come_in();
    }
    void come_in() {
        if (auto here = StaffHere::come_in(run())) here_.emplace(std::move(*here));
        ASSERT_TRUE(here_);
    }
    [[nodiscard]] fs::path run() const { return place_ / "run"; }
    [[nodiscard]] fs::path stick() const { return place_ / "stick"; }
    [[nodiscard]] std::vector<std::string> on_stick() const {
        std::vector<std::string> names;
        for (const auto& entry : fs::directory_iterator(stick())) names.push_back(entry.path().filename());
        std::sort(names.begin(), names.end());
        return names;
    }
    const Place place_;
    std::optional<StaffHere> here_;
};

TEST_F(StickOut, IsWrittenWholeAndToldOnceTheStickIsLetGo) {
    ASSERT_TRUE(load_stick(run(), {{"report.json", "{}"}, {"report.html", "<p>"}}).ok());
    EXPECT_FALSE(takes_sticks(place_ / "state", run())) << "no bundle is taken from a stick that is written on";
    place_.write("stick/report.json.part", "of a stick that was pulled out too early");
    const auto written = write_stick(stick(), run());
    ASSERT_TRUE(written.ok() && *written) << written.error().sentence();
    EXPECT_THAT(on_stick(), ElementsAre("report.html", "report.json"));
    EXPECT_EQ(place_.read("stick/report.json"), "{}");
    ASSERT_TRUE(stick_written(run()));
    EXPECT_TRUE(stick_written(run())->good);
    EXPECT_FALSE(stick_written(run())->released) << "it is still mounted";
    ASSERT_TRUE(tell_released(run()).ok());
    EXPECT_TRUE(stick_written(run())->released);
    EXPECT_THAT(stick_written(run())->files, ElementsAre("report.html", "report.json"));
    drop_stick(run());
    EXPECT_FALSE(stick_written(run()));
    EXPECT_FALSE(fs::exists(run() / kStickOut));
    EXPECT_TRUE(tell_released(run()).ok()) << "nobody waits: nothing is told";
    EXPECT_FALSE(stick_written(run()));
}

TEST_F(StickOut, WritesNothingWithoutAWishOrWithoutStaff) {
    EXPECT_FALSE(write_stick(stick(), run()).value());
    ASSERT_TRUE(load_stick(run(), {{"a.txt", "a"}}).ok());
    here_.reset();
    EXPECT_FALSE(stick_is_awaited(run()));
    EXPECT_FALSE(write_stick(stick(), run()).value());
    EXPECT_THAT(on_stick(), ElementsAre());
    come_in();
    fs::remove(run() / kStickOut / "ready");  // a process that died while it laid them down
    EXPECT_FALSE(write_stick(stick(), run()).value());
}

TEST_F(StickOut, AStickThatCannotBeWrittenKeepsWhatItHad) {
    place_.write("stick/report.json", "of last month");
    ASSERT_TRUE(load_stick(run(), {{"report.json", std::string(1000, 'x')}}).ok());
    fs::create_directories(stick() / "report.json.part/full");  // the new one has no place to grow in
    const auto written = write_stick(stick(), run());
    ASSERT_FALSE(written.ok());
    EXPECT_EQ(written.error().code, ErrorCode::StickFailed);
    EXPECT_EQ(place_.read("stick/report.json"), "of last month");
    ASSERT_TRUE(stick_written(run()));
    EXPECT_FALSE(stick_written(run())->good);
    EXPECT_THAT(stick_written(run())->detail, HasSubstr("report.json"));
    drop_stick(run());
    ASSERT_TRUE(load_stick(run(), {{"all.bin", std::string(kStickOutMost_bytes + 1, 'x')}}).ok());
    EXPECT_THAT(write_stick(stick(), run()).error().context, HasSubstr("larger than anything"));
}

TEST_F(StickOut, TakesNoNameThatLeadsElsewhere) {
    for (const char* name : {"", "../a", "a/b", ".hidden", "a b", "a\nb"})
        EXPECT_FALSE(load_stick(run(), {{name, "x"}}).ok()) << name;
    EXPECT_FALSE(stick_is_awaited(run()));
}

}  // namespace
}  // namespace vestibule::device
