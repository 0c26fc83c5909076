// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/document/lettering/letterfonts.h"

#include <QFont>
#include <QFontDatabase>
#include <QGlyphRun>
#include <QPainterPathStroker>
#include <QTextLayout>
#include <QTransform>

#include <hb-ot.h>
#include <hb.h>

#include <algorithm>

namespace koma {
namespace {

/// Outlines are read at this size, so large that no rasteriser's grid shows.
constexpr int kReadingSizePx = 1000;
constexpr double kSlant = 0.2126; ///< of made italics: 12 degrees
constexpr double kEmboldenEm = 0.035;

QFont letterFont(const QString &family, bool bold, bool italic)
{
    QFont font(family);
    font.setPixelSize(kReadingSizePx);
    font.setBold(bold);
    font.setItalic(italic);
    font.setHintingPreference(QFont::PreferNoHinting);
    return font;
}

/// A font table as HarfBuzz asks for it; the bytes live as long as the blob.
hb_blob_t *fontTable(hb_face_t * /*face*/, hb_tag_t tag, void *rawFont)
{
    const char name[] = {static_cast<char>(tag >> 24U), static_cast<char>(tag >> 16U),
                         static_cast<char>(tag >> 8U), static_cast<char>(tag), '\0'};
    auto bytes = std::make_unique<QByteArray>(static_cast<QRawFont *>(rawFont)->fontTable(name));
    if (bytes->isEmpty())
        return nullptr;
    const char *data = bytes->constData();
    const auto size = static_cast<unsigned>(bytes->size());
    return hb_blob_create(data, size, HB_MEMORY_MODE_READONLY, bytes.release(),
                          [](void *owned) { delete static_cast<QByteArray *>(owned); });
}

} // namespace

struct LetterFont::Shaper
{
    explicit Shaper(QRawFont *rawFont)
        : face(hb_face_create_for_tables(&fontTable, rawFont, nullptr)), font(hb_font_create(face))
    {
        unitsPerEm = hb_face_get_upem(face);
        hb_ot_font_set_funcs(font);
    }
    ~Shaper()
    {
        hb_font_destroy(font);
        hb_face_destroy(face);
    }
    Shaper(const Shaper &) = delete;
    Shaper &operator=(const Shaper &) = delete;
    Shaper(Shaper &&) = delete;
    Shaper &operator=(Shaper &&) = delete;

    hb_face_t *face;
    hb_font_t *font;
    double unitsPerEm = 1000.0;
};

LetterFont::LetterFont(const QString &family, bool bold, bool italic)
    : LetterFont(QRawFont::fromFont(letterFont(family, bold, italic)), bold, italic)
{
}

LetterFont::LetterFont(const QRawFont &font, bool bold, bool italic)
    : m_font(font), m_shaper(std::make_unique<Shaper>(&m_font))
{
    m_font.setPixelSize(kReadingSizePx);
    // What the file itself says, not what was asked for: OS/2 has the weight and the slant.
    const QByteArray os2 = m_font.fontTable("OS/2");
    const auto word = [&](qsizetype at) {
        return at + 1 < os2.size() ? (static_cast<unsigned char>(os2.at(at)) << 8) +
                                         static_cast<unsigned char>(os2.at(at + 1))
                                   : 0;
    };
    constexpr int kWeightAt = 4;
    constexpr int kSelectionAt = 62;
    m_embolden = bold && word(kWeightAt) < 600;
    m_slant = italic && (word(kSelectionAt) & 0x201) == 0;
}

LetterFont::~LetterFont() = default;

bool LetterFont::has(char32_t character) const
{
    return glyphOf(character) != 0;
}

quint32 LetterFont::glyphOf(char32_t character) const
{
    hb_codepoint_t glyph = 0;
    return hb_font_get_nominal_glyph(m_shaper->font, character, &glyph) != 0 ? glyph : 0;
}

std::vector<ShapedGlyph> LetterFont::shape(const QString &text, ShapingDirection direction) const
{
    hb_buffer_t *buffer = hb_buffer_create();
    const auto length = static_cast<int>(text.size());
    hb_buffer_add_utf16(buffer, reinterpret_cast<const std::uint16_t *>(text.utf16()), length, 0,
                        length);
    hb_buffer_guess_segment_properties(buffer);
    const bool vertical = direction == ShapingDirection::Vertical;
    hb_buffer_set_direction(buffer, vertical ? HB_DIRECTION_TTB : HB_DIRECTION_LTR);
    hb_shape(m_shaper->font, buffer, nullptr, 0);
    unsigned count = 0;
    const hb_glyph_info_t *infos = hb_buffer_get_glyph_infos(buffer, &count);
    const hb_glyph_position_t *places = hb_buffer_get_glyph_positions(buffer, &count);
    const double em = m_shaper->unitsPerEm;
    std::vector<ShapedGlyph> glyphs;
    for (unsigned i = 0; i < count; ++i) {
        glyphs.push_back({infos[i].codepoint, static_cast<qsizetype>(infos[i].cluster),
                          (vertical ? -places[i].y_advance : places[i].x_advance) / em,
                          QPointF(places[i].x_offset, -places[i].y_offset) / em});
    }
    hb_buffer_destroy(buffer);
    return glyphs;
}

QPainterPath LetterFont::outline(quint32 glyph) const
{
    QPainterPath path = QTransform::fromScale(1.0 / kReadingSizePx, 1.0 / kReadingSizePx)
                            .map(m_font.pathForGlyph(glyph));
    path.setFillRule(Qt::WindingFill);
    if (m_slant)
        path = QTransform(1.0, 0.0, -kSlant, 1.0, 0.0, 0.0).map(path);
    if (m_embolden) {
        QPainterPathStroker stroker;
        stroker.setWidth(kEmboldenEm);
        stroker.setJoinStyle(Qt::MiterJoin);
        stroker.setCurveThreshold(0.001);
        path.addPath(stroker.createStroke(path));
        path.setFillRule(Qt::WindingFill);
    }
    return path;
}

struct LetterFonts::Entry
{
    Entry(const QString &family, bool isBold, bool isItalic)
        : bold(isBold), italic(isItalic), font(family, isBold, isItalic)
    {
    }
    Entry(const QRawFont &raw, bool isBold, bool isItalic)
        : bold(isBold), italic(isItalic), font(raw, isBold, isItalic)
    {
    }

    bool bold;
    bool italic;
    LetterFont font;
};

LetterFonts::LetterFonts(QStringList families) : m_families(std::move(families))
{
    // Unknown names would bring in Qt's substitute ahead of the families that follow.
    m_families.removeIf([](const QString &family) { return !QFontDatabase::hasFamily(family); });
    if (m_families.isEmpty())
        m_families.append(QFont().family());
}

LetterFonts::~LetterFonts() = default;

const LetterFont &LetterFonts::fontFor(char32_t character, bool bold, bool italic)
{
    const LetterFont *first = nullptr;
    const auto known = [&]() -> const LetterFont * {
        for (const auto &entry : m_entries) {
            if (entry->bold != bold || entry->italic != italic)
                continue;
            first = first == nullptr ? &entry->font : first;
            if (entry->font.has(character))
                return &entry->font;
        }
        return nullptr;
    };
    if (const LetterFont *font = known())
        return *font;
    if (first == nullptr) {
        for (const QString &family : std::as_const(m_families))
            m_entries.push_back(std::make_unique<Entry>(family, bold, italic));
        if (const LetterFont *font = known())
            return *font;
    }
    // Qt knows which font of the machine has the character, if any.
    const QString text = QString::fromUcs4(&character, 1);
    QTextLayout probe(text, letterFont(m_families.constFirst(), bold, italic));
    probe.beginLayout();
    probe.createLine();
    probe.endLayout();
    const QList<QGlyphRun> runs = probe.glyphRuns();
    if (!runs.isEmpty() && runs.constFirst().rawFont().supportsCharacter(character)) {
        m_entries.push_back(std::make_unique<Entry>(runs.constFirst().rawFont(), bold, italic));
        return m_entries.back()->font;
    }
    return *first;
}

} // namespace koma
