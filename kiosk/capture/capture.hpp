// capture - from camera frames to good pictures: find, judge, advise, read. Pure: no device, no clock, no file.
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "kiosk/privacy/result.hpp"
#include "kiosk/privacy/sensitive.hpp"

namespace vestibule::capture {

enum class Encoding : std::uint8_t { Jpeg, Bgr, Yuyv };

/// A borrowed picture: bytes as the camera sent them.
struct PictureView {
    Encoding encoding = Encoding::Jpeg;
    int width_px = 0;
    int height_px = 0;
    std::span<const std::uint8_t> bytes;
    std::chrono::microseconds exposure{10'000};  ///< 1/100 s, a kiosk's longest in good light, where no camera tells
};

/// What the picture must show.
enum class Target : std::uint8_t { LicenseFront, LicenseBack, PassportPage, Face };

/// The one thing to tell the patient now; a closed set, one at a time.
enum class Hint : std::uint8_t {
    None,
    ShowDocument,  // nothing found yet
    MoveCloser,
    MoveBack,
    CentreIt,  // a corner is outside the picture or too near its edge
    HoldStill,
    HoldFlat,  // tilted
    TooDark,
    TooBright,
    Glare,
    Blurred,
    WrongSide,
    Covered,  // fingers lie over a side or a corner
    ShowFace,
    OneFaceOnly,
    LookStraight,
    HeadUpright,  // tilted to a shoulder
    OpenEyes,
    LightOnFace,  // the light comes from behind or from one side
    WatchScreen,  // the picture is there; the screen shows its colours: keep looking at it
    Good,         // gates are green: keep holding
};
[[nodiscard]] std::string_view name(Hint hint) noexcept;

/// A colour of the screen or of a face: shares of red, green and blue, 0..1 each.
struct Tint {
    float red = 0, green = 0, blue = 0;
    bool operator==(const Tint&) const = default;
};

struct Point {
    float x = 0, y = 0;  // pixels of the full frame
};

/// What one frame told.
struct Verdict {
    Hint hint = Hint::None;
    bool found = false;
    std::array<Point, 4> corners{};  ///< document: clockwise from its top left; face: its box
    float confidence = 0;            ///< 0..1
    float steadiness = 0;            ///< 0..1, how far the shutter's ring is closed
    bool take = false;               ///< the shutter goes now: `Session::picture()` holds the best frame
    bool slow = false;               ///< it takes long: say that the picture can be taken by hand
    bool mirrored = false;           ///< the camera itself mirrors: what reads, reads only turned round
    std::optional<Tint> tint{};      ///< what the screen is to show round the picture now; nothing: as always
};

/// What a barcode or the like told; values are the patient's.
struct DocumentData {
    privacy::SecretText family_name, given_names, middle_name;
    privacy::SecretText birth_date;   // CCYY-MM-DD
    privacy::SecretText expiry_date;  // CCYY-MM-DD
    privacy::SecretText street, city, region, postal_code, country;
    privacy::SecretText document_number;
    bool family_cut = false, given_cut = false, middle_cut = false;  ///< the name is longer than its field
};

enum class ReadFrom : std::uint8_t { Barcode, Zone };

/// What was read of a document, and whether it can be relied on.
struct Reading {
    DocumentData data;  ///< of a zone: dates are still YYMMDD, see settle_dates()
    ReadFrom from = ReadFrom::Barcode;
    bool certain = false;    ///< all its checks are right, and of a zone two live frames agreed
    std::string_view doubt;  ///< why it is not certain: the name of a check, never a value
};
using ReadingPtr = std::shared_ptr<const Reading>;

/// A kept picture, never mirrored: the frame's JPEG as the camera sent it (encoded once here if the camera sends raw
/// pixels).
struct Picture {
    privacy::SecretBytes jpeg;
    int width_px = 0;
    int height_px = 0;
    std::array<Point, 4> corners{};
    privacy::SecretBytes rectified;  ///< a document alone, straightened to 300 DPI, as a JPEG; empty for a face
};
using PicturePtr = std::shared_ptr<const Picture>;

/// What the frames of a face or a document showed that the provider may weigh. A sign is no verdict, and nothing is
/// decided here.
enum class Sign : std::uint8_t {
    FramedFace,     // a bright edge stands around the face, as of a telephone or a print
    Parallax,       // the head moves against what is behind it, as a flat picture does not
    ScreenPattern,  // one fine regular pattern lies over the whole document, as a display or a raster print has it
    LitDisplay,     // the document stands in a larger, brighter rectangle, as on a telephone or a monitor
    ColourAnswer,   // the face answers the colours that the screen shows, as a near face does and a film does not
};
[[nodiscard]] std::string_view name(Sign sign) noexcept;
struct Signal {
    Sign sign = Sign::FramedFace;
    float strength = 0;    ///< 0 not seen .. 1 plainly seen
    float confidence = 0;  ///< 0: the frames allowed no answer
};

/// One picture's taking: give it every frame, and it says what to do and when it is taken.
/// Used by one thread. `taken` is the frame's own time, in any steady origin.
class Session {
public:
    virtual ~Session() = default;
    virtual Verdict look(const PictureView& frame, std::chrono::nanoseconds taken) = 0;
    /// The manual shutter: keep the best recent frame whatever the gates say. False if no frame was seen yet. While the
    /// screen shows its colours: go on without them.
    virtual bool take_now() = 0;
    /// The kept picture, after `take` or `take_now()`; null before.
    [[nodiscard]] virtual PicturePtr picture() const = 0;
    /// What the frames said so far; null where nothing was read. From any thread.
    [[nodiscard]] virtual ReadingPtr reading() const { return nullptr; }
    /// Of what was taken; empty before.
    [[nodiscard]] virtual std::vector<Signal> signals() const { return {}; }
};

/// The whole of capture behind one factory, so that it can stand in a module that is loaded after the first frame.
class Engine {
public:
    virtual ~Engine() = default;
    [[nodiscard]] virtual std::unique_ptr<Session> start(Target target) = 0;
    /// A face, and once its picture is there the challenge by the screen's colours, in an order that `secret` decides
    /// and nobody knows before: whoever draws shows `Verdict::tint`. An engine that cannot: the face alone.
    [[nodiscard]] virtual std::unique_ptr<Session> start_with_colours(std::uint64_t /*secret*/) {
        return start(Target::Face);
    }
    /// Reads a kept picture with all effort: a back's PDF417, or a zone, which one picture never makes certain.
    /// Errors: BadPicture, NothingFound, BadBarcode.
    virtual Result<Reading> read(const Picture& picture, Target target) = 0;
    /// Returns when no frame is being read any longer, up to two seconds later. No session is used meanwhile.
    virtual void drain() {}
};

struct EngineSettings {
    std::string_view cascade_folder = "/usr/share/opencv4";  ///< holds haarcascades/ and lbpcascades/
    std::string_view face_model = {};  ///< a FaceDetectorYN model of the facility's, which then finds the faces
    float document_focal_share = 0;    ///< of the picture's width; 0: not calibrated
    bool read_aside = false;           ///< live frames are read by a thread of the engine, as a kiosk must
};
/// Errors: FileUnreadable (a cascade is missing, or the model is no model).
Result<std::unique_ptr<Engine>> make_engine(const EngineSettings& settings);

/// The longest side at most `longest_px`, as 0xAARRGGBB rows; for drawing only. Uses the JPEG decoder's own scaling.
struct Pixels {
    int width_px = 0;
    int height_px = 0;
    std::vector<std::uint32_t, privacy::WipingAllocator<std::uint32_t>> argb;
};
/// Decodes to the largest M/8 scale that fits within `max_width_px` x `max_height_px`; mirrors left-right if asked.
/// Errors: BadPicture.
Result<void> decode_for_drawing(const PictureView& picture, int max_width_px, int max_height_px, bool mirror,
                                Pixels& out);

}  // namespace vestibule::capture
