package import Screen

extension ConsoleState {
    /// Returns the picture of the whole screen.
    package func render(glyphs: Glyphs) -> Canvas {
        var canvas = Canvas(size: size, ellipsis: glyphs.ellipsis)
        guard ConsoleLayout.fits(size) else {
            canvas.draw(
                display.localizer.drawn(with: glyphs)(
                    "pandora needs 40×10, this is \(size.width)×\(size.height)"
                ),
                in: canvas.bounds.line(0)
            )
            return canvas
        }
        let layout = layout
        let context = renderContext(glyphs: glyphs)
        HeaderView(state: self, context: context).draw(on: &canvas, in: layout.header)
        SidebarView(state: self, context: context, layout: layout).draw(on: &canvas)
        if !layout.origin.isEmpty {
            MainView(state: beforePage, context: context, frame: layout.origin).draw(on: &canvas)
        }
        MainView(state: self, context: context, frame: layout.main).draw(on: &canvas)
        FooterView(state: self, localizer: context.localizer).draw(on: &canvas, in: layout.footer)
        drawOverlay(on: &canvas, glyphs: glyphs)
        return canvas
    }

    private func drawOverlay(on canvas: inout Canvas, glyphs: Glyphs) {
        guard let overlay else { return }
        canvas.cursor = nil
        let context = OverlayContext(
            glyphs: glyphs,
            localizer: display.localizer.drawn(with: glyphs),
            takesAnswers: attention.takesAnswers
        )
        switch overlay {
        case .help(let scroll):
            HelpOverlay(self).draw(scroll: scroll, on: &canvas, context)
        case .confirm(let dialog): dialog.draw(on: &canvas, context)
        case .message(let dialog): dialog.draw(on: &canvas, context)
        case .palette(let palette): palette.draw(on: &canvas, context)
        case .choice(let dialog): dialog.draw(on: &canvas, context)
        case .form(let dialog): dialog.draw(on: &canvas, context)
        case .bulk(let dialog): dialog.draw(on: &canvas, context)
        case .work(let dialog): dialog.draw(on: &canvas, context)
        case .transfer(let dialog): dialog.draw(on: &canvas, context)
        case .text(let dialog): dialog.draw(on: &canvas, context)
        }
    }
}
