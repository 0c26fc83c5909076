// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/imaging/color.h"

#include "core/imaging/matview.h"
#include "core/imaging/samples.h"

#include <lcms2.h>

#include <array>
#include <memory>
#include <string>
#include <vector>

namespace koma {
namespace {

struct CloseContext
{
    void operator()(cmsContext context) const { cmsDeleteContext(context); }
};
struct CloseProfile
{
    void operator()(cmsHPROFILE profile) const { cmsCloseProfile(profile); }
};
struct CloseTransform
{
    void operator()(cmsHTRANSFORM transform) const { cmsDeleteTransform(transform); }
};
using Context = std::unique_ptr<_cmsContext_struct, CloseContext>;
using Profile = std::unique_ptr<void, CloseProfile>;
using Transform = std::unique_ptr<void, CloseTransform>;

enum class Direction { ToSrgb, FromSrgb };

Profile srgbProfile(cmsContext context, bool grey)
{
    if (!grey)
        return Profile(cmsCreate_sRGBProfileTHR(context));
    // IEC 61966-2-1, as Little CMS's parametric curve of type 4.
    const std::array<cmsFloat64Number, 5> parameters{2.4, 1.0 / 1.055, 0.055 / 1.055, 1.0 / 12.92,
                                                     0.04045};
    cmsToneCurve *curve = cmsBuildParametricToneCurve(context, 4, parameters.data());
    Profile profile(cmsCreateGrayProfileTHR(context, cmsD50_xyY(), curve));
    cmsFreeToneCurve(curve);
    return profile;
}

cmsUInt32Number pixelFormat(bool grey, SampleType type)
{
    if (type == SampleType::U8)
        return grey ? TYPE_GRAY_8 : TYPE_RGB_8;
    return grey ? TYPE_GRAY_FLT : TYPE_RGB_FLT;
}

/// A transform for 8-bit pixels, or for floats: Little CMS's quick 16-bit paths interpolate in
/// tables.
Result<Transform> createTransform(cmsContext context, std::span<const std::uint8_t> iccProfile,
                                  const Image &image, Direction direction)
{
    const bool grey = image.channels() <= 2;
    const Profile own(cmsOpenProfileFromMemTHR(context, iccProfile.data(),
                                               static_cast<cmsUInt32Number>(iccProfile.size())));
    if (own == nullptr)
        return fail(ErrorKind::BadFormat, "The picture's ICC profile is broken; open the picture "
                                          "without it.");
    if (cmsGetColorSpace(own.get()) != (grey ? cmsSigGrayData : cmsSigRgbData))
        return fail(ErrorKind::BadFormat, std::string("The picture's ICC profile is not for ") +
                                              (grey ? "grey" : "RGB") +
                                              " pixels; open the picture without it.");
    const Profile srgb = srgbProfile(context, grey);
    const bool toSrgb = direction == Direction::ToSrgb;
    const cmsUInt32Number format = pixelFormat(grey, image.type());
    const cmsUInt32Number flags =
        cmsFLAGS_BLACKPOINTCOMPENSATION | cmsFLAGS_NOCACHE | cmsFLAGS_HIGHRESPRECALC;
    Transform transform(cmsCreateTransformTHR(context, toSrgb ? own.get() : srgb.get(), format,
                                              toSrgb ? srgb.get() : own.get(), format,
                                              INTENT_RELATIVE_COLORIMETRIC, flags));
    if (transform == nullptr)
        return fail(ErrorKind::BadFormat, "The picture's ICC profile cannot be used for "
                                          "conversion; open the picture without it.");
    return transform;
}

/// One row's colours without alpha, through the transform, and back beside the alpha.
class RowConverter
{
public:
    RowConverter(cmsHTRANSFORM transform, const Image &image)
        : m_transform(transform),
          m_channels(image.channels()),
          m_colours(image.channels() <= 2 ? 1 : 3),
          m_pixels(image.size().widthPx)
    {
    }

    void convertBytes(const std::uint8_t *in, std::uint8_t *out)
    {
        convertPlain(in, out, m_bytesIn, m_bytesOut);
    }

    void convertFloats(const ImageView &view, int y, Image &target)
    {
        m_row.resize(static_cast<std::size_t>(m_pixels) * static_cast<std::size_t>(m_channels));
        loadRow(view, y, m_row.data());
        convertPlain(m_row.data(), m_row.data(), m_floatsIn, m_floatsOut);
        storeRow(m_row.data(), target, y);
    }

private:
    template<class Sample>
    void convertPlain(const Sample *in, Sample *out, std::vector<Sample> &coloursIn,
                      std::vector<Sample> &coloursOut)
    {
        const auto count = static_cast<std::size_t>(m_pixels) * static_cast<std::size_t>(m_colours);
        coloursIn.resize(count);
        coloursOut.resize(count);
        for (int x = 0; x < m_pixels; ++x) {
            for (int c = 0; c < m_colours; ++c)
                coloursIn[at(x, c, m_colours)] = in[at(x, c, m_channels)];
        }
        cmsDoTransform(m_transform, coloursIn.data(), coloursOut.data(),
                       static_cast<cmsUInt32Number>(m_pixels));
        for (int x = 0; x < m_pixels; ++x) {
            for (int c = 0; c < m_channels; ++c)
                out[at(x, c, m_channels)] =
                    c < m_colours ? coloursOut[at(x, c, m_colours)] : in[at(x, c, m_channels)];
        }
    }

    static std::size_t at(int x, int channel, int channels)
    {
        return static_cast<std::size_t>(x) * static_cast<std::size_t>(channels) +
               static_cast<std::size_t>(channel);
    }

    cmsHTRANSFORM m_transform;
    int m_channels;
    int m_colours;
    int m_pixels;
    std::vector<std::uint8_t> m_bytesIn;
    std::vector<std::uint8_t> m_bytesOut;
    std::vector<float> m_row;
    std::vector<float> m_floatsIn;
    std::vector<float> m_floatsOut;
};

Result<Image> converted(const Image &image, std::span<const std::uint8_t> iccProfile,
                        Direction direction)
{
    if (iccProfile.empty() || image.isEmpty())
        return image;
    // A context of its own: no shared state between threads, and errors are not printed.
    const Context context(cmsCreateContext(nullptr, nullptr));
    const auto transform = createTransform(context.get(), iccProfile, image, direction);
    if (!transform)
        return fail(transform.error());
    auto result = Image::create(image.size(), image.channels(), image.type());
    if (!result)
        return result;
    const ImageView view = image;
    return opencvGuard("Converting the picture's colours", [&]() -> Result<Image> {
        forRowRanges(image.size().heightPx, [&](int from, int to) {
            RowConverter converter(transform->get(), image);
            for (int y = from; y < to; ++y) {
                if (image.type() == SampleType::U8)
                    converter.convertBytes(view.rowAs<std::uint8_t>(y),
                                           result->mutableRowAs<std::uint8_t>(y));
                else
                    converter.convertFloats(view, y, *result);
            }
        });
        return std::move(result);
    });
}

} // namespace

Result<Image> convertToSrgb(const Image &image, std::span<const std::uint8_t> iccProfile)
{
    return converted(image, iccProfile, Direction::ToSrgb);
}

Result<Image> convertFromSrgb(const Image &image, std::span<const std::uint8_t> iccProfile)
{
    return converted(image, iccProfile, Direction::FromSrgb);
}

Result<Image> convertSamples(const ImageView &view, int channels, SampleType type)
{
    if (view.isEmpty())
        return fail(ErrorKind::InvalidArgument, "There is no picture to convert.");
    if (view.channels == channels && view.type == type)
        return Image::copyOf(view);
    auto result = Image::create(view.size, channels, type);
    if (!result)
        return result;
    return opencvGuard("Converting the picture's samples", [&]() -> Result<Image> {
        const int width = view.size.widthPx;
        forRowRanges(view.size.heightPx, [&](int from, int to) {
            std::vector<float> in(static_cast<std::size_t>(width) *
                                  static_cast<std::size_t>(view.channels));
            std::vector<float> out(static_cast<std::size_t>(width) *
                                   static_cast<std::size_t>(channels));
            for (int y = from; y < to; ++y) {
                loadRow(view, y, in.data());
                if (view.channels != channels)
                    mixChannels(in.data(), view.channels, out.data(), channels, width);
                storeRow(view.channels == channels ? in.data() : out.data(), *result, y);
            }
        });
        return std::move(result);
    });
}

} // namespace koma
