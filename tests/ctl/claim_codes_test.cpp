// claim_codes_test - printed claims, read back with a reader of codes that did not make them.
#include "kiosk/ctl/claim_codes.hpp"

#define ZX_USE_UTF8 1
#include <ZXing/ReadBarcode.h>
#include <cairo.h>
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>

#include "kiosk/device/toml_reader.hpp"
#include "tests/device/place.hpp"

namespace vestibule::ctl {
namespace {

using device::Claim;
using device::testing::Place;
using ::testing::HasSubstr;

Claim a_claim() {
    return {"https://enrol.northside.example:8443",
            "K7-3f9a2c51d8e0",
            std::string(64, '5'),
            "northside",
            "Kiosk 7",
            "Lobby, left of the door",
            "http://proxy.northside.example:3128"};
}

Result<std::string> no_files(const std::string& file) {
    return Error{ErrorCode::FileUnreadable, file};
}

/// A PNG that codes are read from, as a whole or in part.
class Printed {
public:
    explicit Printed(const std::string& file)
        : surface_(cairo_image_surface_create_from_png(file.c_str()), cairo_surface_destroy) {
        EXPECT_EQ(cairo_surface_status(surface_.get()), CAIRO_STATUS_SUCCESS);
    }
    [[nodiscard]] std::string read() const {
        return read(0, 0, cairo_image_surface_get_width(surface_.get()),
                    cairo_image_surface_get_height(surface_.get()));
    }
    [[nodiscard]] std::string read(int x, int y, int width, int height) const {
        const int stride = cairo_image_surface_get_stride(surface_.get());
        const std::uint8_t* pixels = cairo_image_surface_get_data(surface_.get()) + y * stride + x * 4;
        const ZXing::ImageView view(pixels, width, height, ZXing::ImageFormat::BGRX, stride);
        return ZXing::ReadBarcode(view, ZXing::DecodeHints().setFormats(ZXing::BarcodeFormat::QRCode)).text();
    }

private:
    std::unique_ptr<cairo_surface_t, decltype(&cairo_surface_destroy)> surface_;
};

TEST(ClaimCodes, APictureSaysTheClaim) {
    const Place place;
    ASSERT_TRUE(write_code(a_claim(), place / "claim.png").ok());
    EXPECT_EQ(Printed(place / "claim.png").read(), device::write_claim(a_claim()));
    ASSERT_TRUE(write_code(a_claim(), place / "claim.svg").ok());
    EXPECT_THAT(place.read("claim.svg"), HasSubstr("<svg"));
    EXPECT_FALSE(write_code(a_claim(), "/nowhere/claim.png").ok());
}

TEST(ClaimCodes, ASheetHoldsForty) {
    std::string csv = "name,place,code\r\n";
    for (int i = 1; i <= 40; ++i) csv += fmt::format("Kiosk {0},Floor {1},code-{0:04}\r\n", i, i % 4);
    const auto claims = read_sheet(csv, a_claim(), no_files);
    ASSERT_TRUE(claims.ok()) << claims.error().context;
    ASSERT_EQ(claims->size(), kClaimsASheet);
    const Place place;
    ASSERT_TRUE(write_sheet(*claims, place / "sheet.png").ok());
    // 210 x 297 mm at 12 pixels a millimetre, margins of 8: each cell holds its own claim.
    const Printed sheet(place / "sheet.png");
    constexpr int kCellWidth = 194 * 12 / 5, kCellHeight = 281 * 12 / 8;
    for (int i = 0; i < 40; ++i) {
        EXPECT_EQ(sheet.read(96 + i % 5 * kCellWidth, 96 + i / 5 * kCellHeight, kCellWidth, kCellHeight),
                  device::write_claim((*claims)[static_cast<std::size_t>(i)]))
            << i;
    }
    csv += "Kiosk 41,Floor 1,code-0041\n";
    EXPECT_THAT(read_sheet(csv, a_claim(), no_files).error().context, HasSubstr("line 42: more than the 40"));
}

TEST(ClaimCodes, AWrongListIsToldByItsLine) {
    const auto why = [](std::string_view csv) { return read_sheet(csv, a_claim(), no_files).error().context; };
    EXPECT_THAT(why("name,place\n"), HasSubstr("line 1: the column 'code' is missing"));
    EXPECT_THAT(why("name,plase,code\n"), HasSubstr("line 1: there is no column 'plase'; did you mean 'place'?"));
    EXPECT_THAT(why("code,infrastructure-cb\n"), HasSubstr("did you mean 'infrastructure-ca'?"));
    EXPECT_THAT(why("code,code\n"), HasSubstr("line 1: the column 'code' stands twice"));
    EXPECT_THAT(why("code,infrastructure-ca\n12345678,gone.pem\n"), HasSubstr("line 2: 'infrastructure-ca': gone.pem"));
    EXPECT_THAT(why("name,place,code\nKiosk 1,Lobby\n"), HasSubstr("line 2: expected 3 fields"));
    EXPECT_THAT(why("name,place,code\n\"Kiosk, 1\",Lobby,12345678\n"), HasSubstr("line 2"));
    EXPECT_THAT(why("name,place,code\nKiosk 1,Lobby,12345678\nKiosk 2,Lobby,short\n"), HasSubstr("line 3: 'code'"));
    EXPECT_THAT(why("name,place,code\n"), HasSubstr("no kiosk"));
}

TEST(ClaimCodes, AColumnGoesBeforeWhatTheOptionsSay) {
    const auto claims = read_sheet("code,infrastructure-ca,proxy\n12345678,net.pem,http://p:1\n12345679,,\n", a_claim(),
                                   [](const std::string& file) {
                                       EXPECT_EQ(file, "net.pem");
                                       return Result<std::string>(std::string(64, '7'));
                                   });
    ASSERT_TRUE(claims.ok()) << claims.error().context;
    EXPECT_EQ((*claims)[0].infrastructure, std::string(64, '7'));
    EXPECT_EQ((*claims)[0].proxy, "http://p:1");
    EXPECT_EQ((*claims)[1].infrastructure, "");
    EXPECT_EQ((*claims)[1].proxy, a_claim().proxy);
    for (const SheetColumn& column : kSheetColumns) EXPECT_THAT(sheet_columns(), HasSubstr(std::string(column.name)));
}

TEST(ClaimCodes, ATerminalShowsItToo) {
    const std::string text = qr_text("vestibule:claim?x");
    EXPECT_THAT(text, HasSubstr("█"));
    EXPECT_GT(std::count(text.begin(), text.end(), '\n'), 14);
}

}  // namespace
}  // namespace vestibule::ctl
