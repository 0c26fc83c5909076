// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPainterPath>
#include <QRawFont>
#include <QString>
#include <QStringList>

#include <memory>
#include <vector>

namespace koma {

/// One glyph of shaped text; lengths in em, y downwards.
struct ShapedGlyph
{
    quint32 glyph = 0;
    qsizetype cluster = 0; ///< UTF-16 position in the shaped string
    double advance = 0.0;  ///< to the right, or downwards in vertical shaping
    QPointF offset; ///< of the glyph's origin from the pen (vertical: top centre of its cell)
};

enum class ShapingDirection { Horizontal, Vertical };

/// A font file as Qt found it, with HarfBuzz on top. Used on the thread that made it.
class LetterFont
{
public:
    LetterFont(const QString &family, bool bold, bool italic);
    LetterFont(const QRawFont &font, bool bold, bool italic);
    ~LetterFont();
    LetterFont(const LetterFont &) = delete;
    LetterFont &operator=(const LetterFont &) = delete;
    LetterFont(LetterFont &&) = delete;
    LetterFont &operator=(LetterFont &&) = delete;

    bool has(char32_t character) const;
    quint32 glyphOf(char32_t character) const;

    /// Glyphs of a run in one direction and script; vertical shaping puts in the font's vertical
    /// forms.
    std::vector<ShapedGlyph> shape(const QString &text, ShapingDirection direction) const;

    /// A glyph's outline in em, origin on the baseline. Bold and italic that the file lacks are
    /// made by stroking and slanting.
    QPainterPath outline(quint32 glyph) const;

private:
    struct Shaper;
    QRawFont m_font;
    std::unique_ptr<Shaper> m_shaper;
    bool m_embolden = false;
    bool m_slant = false;
};

/// The fonts of one text: the families in order, then whatever font of the machine has a character.
class LetterFonts
{
public:
    explicit LetterFonts(QStringList families);
    ~LetterFonts();
    LetterFonts(const LetterFonts &) = delete;
    LetterFonts &operator=(const LetterFonts &) = delete;
    LetterFonts(LetterFonts &&) = delete;
    LetterFonts &operator=(LetterFonts &&) = delete;

    /// The first font that has the character; the first font of all where none has.
    const LetterFont &fontFor(char32_t character, bool bold, bool italic);

private:
    struct Entry;
    QStringList m_families;
    std::vector<std::unique_ptr<Entry>> m_entries;
};

} // namespace koma
